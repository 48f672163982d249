package dev.postern.runtime.problem;

import java.util.Locale;

/** The closed set of problem codes and their HTTP status. */
public enum ProblemCode {
  INVALID_REQUEST(400, "The request is not understood"),
  UNAUTHENTICATED(401, "Who asks is not established"),
  FORBIDDEN(403, "This caller may not do this"),
  WITHHELD(403, "Policy withholds this"),
  RESIDUAL_IDENTIFIERS(403, "Identifiers were left in what was about to leave"),
  NOT_FOUND(404, "There is no such thing here"),
  CONFLICT(409, "This contradicts what is already recorded"),
  TOO_LARGE(413, "The request is too large"),
  UNSUPPORTED_DOCUMENT(415, "This kind of document is not read"),
  UNPROCESSABLE(422, "The request is understood but cannot be carried out"),
  RATE_LIMITED(429, "Too many requests"),
  PROVIDER_FAILED(502, "The model provider failed"),
  POLICY_UNDECIDED(503, "No policy decision could be had"),
  AUDIT_UNAVAILABLE(503, "The audit log cannot be written"),
  LOG_ROLLED_BACK(503, "The audit log lost entries it had acknowledged"),
  SECRETS_UNAVAILABLE(503, "The secrets server gives no answer"),
  DETECTOR_UNAVAILABLE(503, "The identifier detector cannot work"),
  SEARCH_UNAVAILABLE(503, "The document search cannot be reached"),
  TUNNEL_UNPROVEN(503, "The tunnel to the provider is not proven"),
  EGRESS_STOPPED(503, "Nothing may leave at present"),
  OVERLOADED(503, "The service cannot answer at present");

  private final int status;
  private final String title;

  ProblemCode(int status, String title) {
    this.status = status;
    this.title = title;
  }

  public int status() {
    return status;
  }

  public String title() {
    return title;
  }

  /** As on the wire: {@code policy-undecided}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The RFC 9457 type: {@code urn:postern:problem:policy-undecided}. */
  public String type() {
    return "urn:postern:problem:" + code();
  }
}
