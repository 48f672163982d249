package dev.postern.toolbox;

import java.net.URI;

/**
 * Where the parts of one Postern listen, all on loopback; https but for {@code postgres}, a JDBC
 * URL's host and port.
 */
public record Addresses(
    URI bridge, URI indexer, URI audit, URI opa, URI vault, URI simulator, URI postgres) {
  static Addresses of(Ports ports) {
    return new Addresses(
        https(ports, "bridge"),
        https(ports, "indexer"),
        https(ports, "audit"),
        https(ports, "opa"),
        https(ports, "vault"),
        https(ports, "simulator"),
        URI.create("postgresql://127.0.0.1:" + ports.of("postgres")));
  }

  private static URI https(Ports ports, String part) {
    return URI.create("https://localhost:" + ports.of(part));
  }
}
