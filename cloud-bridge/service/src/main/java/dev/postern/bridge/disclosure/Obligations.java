package dev.postern.bridge.disclosure;

import dev.postern.deid.pseudonym.Mode;
import java.util.List;
import java.util.Set;

/**
 * What a permission demands (contracts.md section 5).
 *
 * @param withhold refs of snippets that must stay
 * @param maxSnippets at most so many snippets
 * @param maxCharacters at most so many Unicode code points over all snippets
 * @param maxPatients at most so many patients over all snippets
 * @param mode how identifiers are taken out
 * @param restore whether the asker's answer gets its identifiers back
 * @param routes the routes allowed, best first
 * @param accountable whether the disclosure counts under 45 CFR 164.528
 * @param onPremOnly whether nothing may go to a cloud
 * @param review whether a reviewer must look afterwards
 */
public record Obligations(
    Set<String> withhold,
    int maxSnippets,
    int maxCharacters,
    int maxPatients,
    Mode mode,
    boolean restore,
    List<String> routes,
    boolean accountable,
    boolean onPremOnly,
    boolean review) {

  public Obligations {
    if (maxSnippets < 0 || maxCharacters < 0 || maxPatients < 0) {
      throw new IllegalArgumentException("budgets are not negative");
    }
    withhold = Set.copyOf(withhold);
    routes = List.copyOf(routes);
  }

  /** The same, but the answer keeps its tokens. */
  Obligations withoutRestore() {
    return new Obligations(
        withhold,
        maxSnippets,
        maxCharacters,
        maxPatients,
        mode,
        false,
        routes,
        accountable,
        onPremOnly,
        review);
  }
}
