package dev.postern.simulator;

import java.util.Map;

/** A refusal in the shape of the provider that it comes from. */
class ProviderError extends Exception {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String body;
  private final transient Map<String, String> headers;

  /**
   * @param body JSON
   * @param headers beside the content type
   */
  ProviderError(int status, String body, Map<String, String> headers) {
    super(body);
    this.status = status;
    this.body = body;
    this.headers = Map.copyOf(headers);
  }

  int status() {
    return status;
  }

  String body() {
    return body;
  }

  Map<String, String> headers() {
    return headers;
  }
}
