package dev.postern.bridge.tunnel;

import dev.postern.bridge.disclosure.Route;
import dev.postern.bridge.disclosure.Tunnel;
import dev.postern.bridge.disclosure.TunnelEvidence;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Proof by the kernel's own routing: every address of the provider lies in the tunnel's networks,
 * and a datagram socket connected to it, which sends nothing, gets a source address of the tunnel's
 * interface.
 */
public final class RouteTunnel implements Tunnel {
  private final String interfaceName;
  private final List<Network> networks;
  private final Map<String, URI> endpoints;
  private final Clock clock;

  /**
   * @param interfaceName the tunnel's interface, such as wg0
   * @param networks where providers may be, in CIDR notation
   * @param endpoints base address per route
   */
  public RouteTunnel(
      String interfaceName, List<String> networks, Map<String, URI> endpoints, Clock clock) {
    if (networks.isEmpty()) {
      throw new IllegalArgumentException("bridge.tunnel.networks names no network");
    }
    this.interfaceName = interfaceName;
    this.networks = networks.stream().map(Network::parse).toList();
    this.endpoints = Map.copyOf(endpoints);
    this.clock = clock;
  }

  @Override
  public TunnelEvidence prove(Route route) {
    URI endpoint = endpoints.get(route.name());
    if (endpoint == null || endpoint.getHost() == null) {
      return unproven(List.of(), "no-endpoint");
    }
    try {
      InetAddress[] addresses = InetAddress.getAllByName(endpoint.getHost());
      List<String> peers =
          Arrays.stream(addresses).map(InetAddress::getHostAddress).sorted().toList();
      for (InetAddress address : addresses) {
        if (networks.stream().noneMatch(network -> network.holds(address))) {
          return unproven(peers, "address-outside-networks");
        }
      }
      return routed(addresses, peers, endpoint.getPort() < 0 ? 443 : endpoint.getPort());
    } catch (UnknownHostException e) {
      return unproven(List.of(), "unresolved");
    } catch (SocketException e) {
      return unproven(List.of(), "no-route");
    }
  }

  private TunnelEvidence routed(InetAddress[] addresses, List<String> peers, int port)
      throws SocketException {
    String local = "";
    for (InetAddress address : addresses) {
      try (DatagramSocket probe = new DatagramSocket()) {
        probe.connect(new InetSocketAddress(address, port));
        NetworkInterface through = NetworkInterface.getByInetAddress(probe.getLocalAddress());
        if (through == null || !through.isUp() || !through.getName().equals(interfaceName)) {
          return unproven(peers, "other-interface");
        }
        local = probe.getLocalAddress().getHostAddress();
      }
    }
    return new TunnelEvidence(true, interfaceName, local, peers, "", clock.instant());
  }

  private TunnelEvidence unproven(List<String> peers, String detail) {
    return new TunnelEvidence(false, "", "", peers, detail, clock.instant());
  }
}
