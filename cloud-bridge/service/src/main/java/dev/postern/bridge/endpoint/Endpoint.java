package dev.postern.bridge.endpoint;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Where a route leads: one host, only at addresses of these networks, only to a server whose
 * certificate this trust accepts. Every connection is held against it when it is opened: what a
 * name resolved to before does not count.
 *
 * @param base https, with the path that the provider's API begins with
 * @param networks where the host may be
 */
public record Endpoint(URI base, List<Network> networks, PinnedTrust trust) {

  public Endpoint {
    if (!"https".equals(base.getScheme()) || base.getHost() == null) {
      throw new IllegalArgumentException("a route's base-url is not an https address of a host");
    }
    networks = List.copyOf(networks);
    if (networks.isEmpty()) {
      throw new IllegalArgumentException("a route has no network that its host may be in");
    }
  }

  /** The port to connect to. */
  public int port() {
    return base.getPort() < 0 ? 443 : base.getPort();
  }

  /**
   * Every address of a host.
   *
   * @throws UnknownHostException when it has none, or one outside of the networks
   */
  public List<InetAddress> resolve(String host) throws UnknownHostException {
    InetAddress[] addresses = InetAddress.getAllByName(host);
    for (InetAddress address : addresses) {
      if (!inside(address)) {
        throw new UnknownHostException("an address outside of the route's networks");
      }
    }
    return List.of(addresses);
  }

  /**
   * Passes only for a resolved address inside the networks.
   *
   * @throws IOException for any other
   */
  public void demandInside(SocketAddress peer) throws IOException {
    boolean inside =
        peer instanceof InetSocketAddress to && !to.isUnresolved() && inside(to.getAddress());
    if (!inside) {
      throw new IOException("an address outside of the route's networks");
    }
  }

  private boolean inside(InetAddress address) {
    return networks.stream().anyMatch(network -> network.holds(address));
  }
}
