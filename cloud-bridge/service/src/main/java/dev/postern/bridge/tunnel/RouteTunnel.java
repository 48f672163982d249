package dev.postern.bridge.tunnel;

import dev.postern.bridge.disclosure.Route;
import dev.postern.bridge.disclosure.Tunnel;
import dev.postern.bridge.disclosure.TunnelEvidence;
import dev.postern.bridge.endpoint.Endpoint;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * Proof by the kernel's own routing: every address of the provider lies in the route's networks,
 * and a datagram socket connected to it, which sends nothing, gets a source address of the tunnel's
 * interface.
 */
public final class RouteTunnel implements Tunnel {
  private final String interfaceName;
  private final Map<String, Endpoint> endpoints;
  private final Clock clock;

  /**
   * @param interfaceName the tunnel's interface, such as wg0
   * @param endpoints by the route's name
   */
  public RouteTunnel(String interfaceName, Map<String, Endpoint> endpoints, Clock clock) {
    this.interfaceName = interfaceName;
    this.endpoints = Map.copyOf(endpoints);
    this.clock = clock;
  }

  @Override
  public TunnelEvidence prove(Route route) {
    Endpoint endpoint = endpoints.get(route.name());
    if (endpoint == null) {
      return unproven(List.of(), "no-endpoint");
    }
    try {
      List<InetAddress> addresses = endpoint.resolve(endpoint.base().getHost());
      List<String> peers = addresses.stream().map(InetAddress::getHostAddress).sorted().toList();
      return route.onPremises() ? inside(peers) : routed(addresses, peers, endpoint.port());
    } catch (UnknownHostException e) {
      return unproven(List.of(), "no-address-inside-networks");
    } catch (SocketException e) {
      return unproven(List.of(), "no-route");
    }
  }

  // A model on the premises needs no tunnel, only to be where the premises are.
  private TunnelEvidence inside(List<String> peers) {
    return new TunnelEvidence(true, "", "", peers, "", clock.instant());
  }

  private TunnelEvidence routed(List<InetAddress> addresses, List<String> peers, int port)
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
