package dev.postern.audit.entry;

import dev.postern.audit.log.Hash;
import java.util.List;

/**
 * The patients an entry concerns, by handle, and the salt of the leaf's commitment to them. They go
 * into an index beside the tree, in the same commit; the leaf holds only the commitment.
 *
 * @param handles patient handles, each once
 * @param salt kept beside the handles, so that the commitment can be checked until both are removed
 */
public record Subjects(List<String> handles, Salt salt) {
  /** The most patients one entry can concern. */
  public static final int MOST = 4096;

  /** Sorts the handles and takes each once. */
  public Subjects {
    handles = handles.stream().map(h -> Limits.code("subjects", h)).distinct().sorted().toList();
    if (handles.size() > MOST) {
      throw Limits.refused("subjects", "has more than " + MOST + " values");
    }
  }

  /** {@link Commitments#subjects}. */
  public Hash commitment() {
    return Commitments.subjects(salt, handles);
  }

  @Override
  public String toString() {
    return "Subjects(" + handles.size() + ")";
  }
}
