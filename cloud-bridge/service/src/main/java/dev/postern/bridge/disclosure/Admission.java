package dev.postern.bridge.disclosure;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether this asker may ask for this purpose. */
public sealed interface Admission {

  /**
   * May ask.
   *
   * @param classificationsMax the highest classification that may be searched
   * @param sources the sources that may be searched, or null for all
   * @param restore whether what the asker is shown outside answers keeps its identifiers
   */
  record Admitted(
      Classification classificationsMax,
      @Nullable List<String> sources,
      boolean restore,
      PolicyEvidence evidence)
      implements Admission {

    public Admitted {
      sources = sources == null ? null : List.copyOf(sources);
    }
  }

  /** May not. */
  record Rejected(List<Reason> reasons, PolicyEvidence evidence) implements Admission {

    public Rejected {
      reasons = List.copyOf(reasons);
    }
  }

  /** Nobody could say; counts as may not. */
  record Undecided(String cause) implements Admission {}
}
