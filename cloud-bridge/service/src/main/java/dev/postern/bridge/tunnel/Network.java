package dev.postern.bridge.tunnel;

import java.net.InetAddress;

/** A network in CIDR notation (RFC 4632, RFC 4291). */
final class Network {
  private final byte[] prefix;
  private final int bits;

  private Network(byte[] prefix, int bits) {
    this.prefix = prefix;
    this.bits = bits;
  }

  static Network parse(String cidr) {
    int slash = cidr.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException("bridge.tunnel.networks: not CIDR notation");
    }
    byte[] prefix = InetAddress.ofLiteral(cidr.substring(0, slash)).getAddress();
    int bits = Integer.parseInt(cidr.substring(slash + 1));
    if (bits < 0 || bits > prefix.length * 8) {
      throw new IllegalArgumentException("bridge.tunnel.networks: prefix out of range");
    }
    return new Network(prefix, bits);
  }

  boolean holds(InetAddress address) {
    byte[] bytes = address.getAddress();
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
