package dev.postern.bridge.disclosure;

import java.time.Instant;
import java.util.List;

/**
 * What showed that a route's traffic goes through the tunnel, or what did not.
 *
 * @param proven whether every check held
 * @param interfaceName the interface that the kernel chose, or empty
 * @param localAddress the source address that the kernel chose, or empty
 * @param peers the provider's resolved addresses
 * @param detail which check failed, or empty
 * @param at when it was looked at
 */
public record TunnelEvidence(
    boolean proven,
    String interfaceName,
    String localAddress,
    List<String> peers,
    String detail,
    Instant at) {

  public TunnelEvidence {
    peers = List.copyOf(peers);
  }
}
