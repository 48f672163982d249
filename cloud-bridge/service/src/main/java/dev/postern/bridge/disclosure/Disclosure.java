package dev.postern.bridge.disclosure;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What may leave: the question, earlier turns and excerpts, identifiers taken out, on one route.
 * Exists only under a {@link Decision.Permitted} and inside its obligations.
 */
public final class Disclosure {
  private final Decision.Permitted permission;
  private final Route route;
  private final String question;
  private final List<Prompt.Message> history;
  private final List<Excerpt> excerpts;

  private Disclosure(
      Decision.Permitted permission,
      Route route,
      String question,
      List<Prompt.Message> history,
      List<Excerpt> excerpts) {
    this.permission = permission;
    this.route = route;
    this.question = question;
    this.history = List.copyOf(history);
    this.excerpts = List.copyOf(excerpts);
  }

  static Disclosure under(
      Decision.Permitted permission,
      Route route,
      String question,
      List<Prompt.Message> history,
      List<Excerpt> excerpts) {
    Disclosure made = new Disclosure(permission, route, question, history, excerpts);
    made.checkAgainst(permission.obligations());
    return made;
  }

  private void checkAgainst(Obligations obligations) {
    require(obligations.routes().contains(route.name()), "the route is not permitted");
    require(route.onPremises() || !obligations.onPremOnly(), "the route leaves the premises");
    require(excerpts.size() <= obligations.maxSnippets(), "more snippets than permitted");
    require(characters() <= obligations.maxCharacters(), "more characters than permitted");
    require(patients().size() <= obligations.maxPatients(), "more patients than permitted");
    for (Excerpt excerpt : excerpts) {
      String ref = excerpt.snippet().ref();
      require(!obligations.withhold().contains(ref), "a withheld snippet");
    }
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalArgumentException("a disclosure beyond its permission: " + what);
    }
  }

  public Decision.Permitted permission() {
    return permission;
  }

  public Route route() {
    return route;
  }

  /** The question as it leaves. */
  public String question() {
    return question;
  }

  /** Earlier messages as they leave, a client's own system prompt among them. */
  public List<Prompt.Message> history() {
    return history;
  }

  public List<Excerpt> excerpts() {
    return excerpts;
  }

  /** Characters of all excerpts in Unicode code points. */
  public int characters() {
    return excerpts.stream().mapToInt(Excerpt::characters).sum();
  }

  /** Handles of the patients whom the excerpts concern. */
  public Set<String> patients() {
    return excerpts.stream()
        .flatMap(excerpt -> excerpt.snippet().handles().stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public String toString() {
    return "Disclosure[" + excerpts.size() + " excerpts, " + route.name() + "]";
  }
}
