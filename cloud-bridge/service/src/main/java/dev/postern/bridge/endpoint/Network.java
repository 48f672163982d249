package dev.postern.bridge.endpoint;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/** A network in CIDR notation (RFC 4632, RFC 4291). */
public final class Network {
  private static final List<Network> PRIVATE =
      Stream.of(
              "10.0.0.0/8",
              "172.16.0.0/12",
              "192.168.0.0/16",
              "100.64.0.0/10",
              "127.0.0.0/8",
              "fc00::/7",
              "::1/128")
          .map(Network::parse)
          .toList();

  private final byte[] prefix;
  private final int bits;

  private Network(byte[] prefix, int bits) {
    this.prefix = prefix;
    this.bits = bits;
  }

  /**
   * @throws IllegalArgumentException when it is no such notation
   */
  public static Network parse(String cidr) {
    int slash = cidr.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException("a network is not in CIDR notation");
    }
    byte[] prefix = InetAddress.ofLiteral(cidr.substring(0, slash)).getAddress();
    int bits = Integer.parseInt(cidr.substring(slash + 1));
    if (bits < 0 || bits > prefix.length * 8) {
      throw new IllegalArgumentException("a network's prefix is out of range");
    }
    return new Network(prefix, bits);
  }

  /** Whether it holds private addresses only (RFC 1918, RFC 6598, RFC 4193) or this machine's. */
  public boolean isPrivate() {
    return PRIVATE.stream().anyMatch(space -> space.bits <= bits && space.holds(prefix));
  }

  /** Whether there is an address that lies in both. */
  public boolean overlaps(Network other) {
    return bits <= other.bits ? holds(other.prefix) : other.holds(prefix);
  }

  /** Whether the address lies in it. */
  public boolean holds(InetAddress address) {
    return holds(address.getAddress());
  }

  private boolean holds(byte[] bytes) {
    if (bytes.length != prefix.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> (bit % 8);
      if ((bytes[bit / 8] & mask) != (prefix[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }
}
