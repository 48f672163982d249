package dev.postern.bridge.disclosure;

import dev.postern.bridge.disclosure.IdentifierGuard.Marked;
import dev.postern.bridge.disclosure.IdentifierGuard.Replacement;
import dev.postern.bridge.disclosure.Material.MarkedSnippet;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/** Step 6: builds the disclosure under its permission, renders it, and has the bytes checked. */
public final class Preparation {
  private final LanguageModel model;
  private final List<Route> routes;

  public Preparation(LanguageModel model, List<Route> routes) {
    this.model = model;
    this.routes = List.copyOf(routes);
  }

  Prepared prepare(Inquiry inquiry, Decision.Permitted permitted, Material material, Route route)
      throws Refusal {
    List<MarkedSnippet> chosen =
        withinBudget(inquiry, permitted.obligations(), material.snippets());
    Prepared first = build(inquiry, permitted, route, material, chosen);
    if (!first.leaks()) {
      return first;
    }
    // Once: without the snippets that still hold something.
    List<MarkedSnippet> clean = first.withoutLeaking(chosen);
    if (clean.isEmpty() || clean.size() == chosen.size()) {
      throw new Refusal(Code.RESIDUAL_IDENTIFIERS);
    }
    Prepared second = build(inquiry, permitted, route, material, clean);
    if (second.leaks()) {
      throw new Refusal(Code.RESIDUAL_IDENTIFIERS);
    }
    return second;
  }

  // Tokens are numbered in this order: what a client sends again with each request comes first.
  private Prepared build(
      Inquiry inquiry,
      Decision.Permitted permitted,
      Route route,
      Material material,
      List<MarkedSnippet> chosen)
      throws Refusal {
    Earlier earlier = material.earlier();
    List<Marked> texts = new ArrayList<>();
    earlier.brought().forEach(message -> texts.add(message.text()));
    texts.add(material.question());
    chosen.forEach(snippet -> texts.add(snippet.text()));
    Replacement replacement = material.guard().replace(texts, permitted.obligations().mode());
    Iterator<String> replaced = replacement.texts().iterator();
    List<Prompt.Message> history = new ArrayList<>();
    earlier.kept().forEach(turn -> history.addAll(turn.messages()));
    earlier.brought().forEach(m -> history.add(new Prompt.Message(m.role(), replaced.next())));
    String question = replaced.next();
    List<Excerpt> excerpts = new ArrayList<>();
    for (MarkedSnippet snippet : chosen) {
      excerpts.add(new Excerpt(excerpts.size() + 1, snippet.snippet(), replaced.next()));
    }
    Disclosure disclosure = permitted.disclose(route, question, history, excerpts);
    Prompt prompt = PromptWriter.write(disclosure, inquiry.question().wishes());
    return new Prepared(
        disclosure, prompt, model.render(route, prompt), replacement, material.guard());
  }

  /**
   * The routes that may carry this, in policy's order.
   *
   * @throws Refusal WITHHELD when there is none
   */
  List<Route> routes(Inquiry inquiry, Obligations obligations) throws Refusal {
    String wanted = inquiry.question().route();
    List<Route> allowed =
        obligations.routes().stream()
            .distinct()
            .filter(name -> wanted == null || wanted.equals(name))
            .flatMap(name -> routes.stream().filter(route -> route.name().equals(name)))
            .filter(route -> route.onPremises() || !obligations.onPremOnly())
            .toList();
    if (allowed.isEmpty()) {
      throw stays("no-route", "No route may carry this.");
    }
    return allowed;
  }

  private static Refusal stays(String code, String message) {
    return new Refusal(Code.WITHHELD, List.of(new Reason(code, message, "bridge")));
  }

  // Best first; what does not fit is left out, and the next that fits is taken.
  private static List<MarkedSnippet> withinBudget(
      Inquiry inquiry, Obligations obligations, List<MarkedSnippet> snippets) throws Refusal {
    int most = Math.min(obligations.maxSnippets(), inquiry.question().maxSnippets());
    int charactersLeft = obligations.maxCharacters();
    Set<String> patients = new HashSet<>();
    List<MarkedSnippet> chosen = new ArrayList<>();
    for (MarkedSnippet snippet : snippets) {
      Set<String> with = new HashSet<>(patients);
      with.addAll(snippet.snippet().handles());
      boolean held = obligations.withhold().contains(snippet.snippet().ref());
      if (held || chosen.size() == most || with.size() > obligations.maxPatients()) {
        continue;
      }
      MarkedSnippet fitting = Trimming.to(charactersLeft, snippet);
      if (fitting != null) {
        patients = with;
        charactersLeft -= fitting.characters();
        chosen.add(fitting);
      }
    }
    if (chosen.isEmpty()) {
      throw stays("nothing-left", "Nothing of what was found may leave.");
    }
    return chosen;
  }

  /** A disclosure, its prompt and the very bytes that would be sent. */
  @SuppressWarnings("ArrayRecordComponent") // the very bytes, never compared
  record Prepared(
      Disclosure disclosure,
      Prompt prompt,
      byte[] body,
      Replacement replacement,
      IdentifierGuard.Guarded guard) {

    DisclosureSummary summary() {
      return DisclosureSummary.of(disclosure, replacement.replaced());
    }

    boolean leaks() throws Refusal {
      return replacement.leaks(body);
    }

    List<MarkedSnippet> withoutLeaking(List<MarkedSnippet> chosen) throws Refusal {
      List<MarkedSnippet> clean = new ArrayList<>();
      for (int i = 0; i < chosen.size(); i++) {
        String text = disclosure.excerpts().get(i).text();
        if (!replacement.leaks(text)) {
          clean.add(chosen.get(i));
        }
      }
      return clean;
    }

    @Override
    public String toString() {
      return "Prepared[" + disclosure + "]";
    }
  }
}
