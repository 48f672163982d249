package dev.postern.runtime.identity;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who holds the other end of a mutual TLS connection, from the certificate our authority issued.
 *
 * @param commonName such as {@code bridge.postern.internal}
 * @param organisation the tenant, for an operator's certificate
 */
public record Caller(String commonName, @Nullable String organisation) {

  private static final String DOMAIN = ".postern.internal";

  /** {@code bridge}, {@code indexer}, {@code audit}, {@code operator}...; empty for other names. */
  public String service() {
    if (!commonName.endsWith(DOMAIN)) {
      return "";
    }
    String service = commonName.substring(0, commonName.length() - DOMAIN.length());
    return service.contains(".") ? "" : service;
  }

  public boolean is(String service) {
    return service().equals(service) && !service.isEmpty();
  }

  /**
   * The tenant that this caller acts for.
   *
   * @throws IllegalStateException when the certificate names none
   */
  public String tenant() {
    if (organisation == null || organisation.isBlank()) {
      throw new IllegalStateException("this certificate names no organisation");
    }
    return Objects.requireNonNull(organisation);
  }
}
