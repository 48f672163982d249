package dev.postern.deid.outbound;

import dev.postern.deid.IdentifierType;
import java.util.List;

/** What the outbound check says of a body. Only {@link Clean} may leave. */
public sealed interface Verdict {

  /** Nothing was found. */
  record Clean() implements Verdict {}

  /**
   * Identifiers are left.
   *
   * @param places at least one; at most {@link OutboundCheck#MOST_PLACES}
   */
  record Residue(List<Place> places) implements Verdict {
    public Residue {
      places = List.copyOf(places);
      if (places.isEmpty()) {
        throw new IllegalArgumentException("residue is somewhere");
      }
    }
  }

  /** The body could not be read to its end, so nothing can be said of it. */
  record Unreadable(String reason) implements Verdict {}

  /**
   * Where an identifier is left; never which.
   *
   * @param location JSON Pointer (RFC 6901) of the string; of a member's name, the pointer of the
   *     member
   * @param start first code point in the decoded string
   * @param end code point after the last one; of an identifier under another encoding, of that
   *     encoded stretch
   */
  record Place(IdentifierType type, String location, int start, int end) {}
}
