package dev.postern.bridge.disclosure;

import java.util.Locale;

/**
 * Why a question has no answer: the stable codes that the flow can end with (contracts.md section
 * 6).
 */
public enum Code {
  INVALID_REQUEST,
  FORBIDDEN,
  WITHHELD,
  RESIDUAL_IDENTIFIERS,
  NOT_FOUND,
  CONFLICT,
  RATE_LIMITED,
  PROVIDER_FAILED,
  POLICY_UNDECIDED,
  AUDIT_UNAVAILABLE,
  LOG_ROLLED_BACK,
  SECRETS_UNAVAILABLE,
  DETECTOR_UNAVAILABLE,
  SEARCH_UNAVAILABLE,
  TUNNEL_UNPROVEN,
  EGRESS_STOPPED,
  OVERLOADED;

  /** The code on the wire. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
