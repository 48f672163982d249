package dev.postern.bridge.disclosure;

import java.util.List;

/**
 * What policy says of one disclosure. Denied is a value; undecided is a value treated as denied.
 */
public sealed interface Decision {

  /** May leave, under obligations. Only a permission makes a {@link Disclosure}. */
  record Permitted(Obligations obligations, PolicyEvidence evidence) implements Decision {

    /** The same without a right to have identifiers restored. */
    Permitted withoutRestore() {
      return new Permitted(obligations.withoutRestore(), evidence);
    }

    /** The disclosure that this permission covers; refuses anything beyond its obligations. */
    public Disclosure disclose(
        Route route, String question, List<Prompt.Message> history, List<Excerpt> excerpts) {
      return Disclosure.under(this, route, question, history, excerpts);
    }
  }

  /** Must stay, for these reasons. */
  record Withheld(List<Reason> reasons, PolicyEvidence evidence) implements Decision {

    public Withheld {
      reasons = List.copyOf(reasons);
    }
  }

  /** Nobody could say. */
  record Undecided(String cause) implements Decision {}
}
