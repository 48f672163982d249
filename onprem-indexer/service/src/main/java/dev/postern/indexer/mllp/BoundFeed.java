package dev.postern.indexer.mllp;

import dev.postern.indexer.ingest.Feed;
import java.util.Set;

/**
 * A feed and who may send for it: the peer, by its certificate or its address, and what its
 * messages say they are from. All of it has to agree.
 *
 * @param certificate common name of the peer's certificate; empty: any that is trusted, so that the
 *     address has to tell
 * @param addresses of the peer; none: any
 * @param application MSH-3.1
 * @param facility MSH-4.1
 */
public record BoundFeed(
    Feed feed, String certificate, Set<String> addresses, String application, String facility) {

  public BoundFeed {
    addresses = Set.copyOf(addresses);
    if (certificate.isBlank() && addresses.isEmpty()) {
      throw new IllegalArgumentException("a feed's peer is told by certificate or address");
    }
    if (application.isBlank() || facility.isBlank()) {
      throw new IllegalArgumentException("a feed names its application and facility");
    }
  }

  /**
   * The other end of a connection.
   *
   * @param certificate common name; empty: it showed none
   */
  record Peer(String certificate, String address) {}

  /** Whether this peer may send for this feed at all. */
  boolean isFrom(Peer peer) {
    return (certificate.isBlank() || certificate.equals(peer.certificate()))
        && (addresses.isEmpty() || addresses.contains(peer.address()));
  }

  boolean isFor(Header message) {
    return application.equals(message.application()) && facility.equals(message.facility());
  }
}
