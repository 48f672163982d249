package dev.postern.simulator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Map;
import java.util.UUID;

/** An error in the shape of Bedrock's runtime: a message, and its type in a header. */
final class BedrockError extends ProviderError {

  private static final long serialVersionUID = 1L;

  private BedrockError(int status, String type, String message) {
    super(
        status,
        JsonNodeFactory.instance.objectNode().put("message", message).toString(),
        Map.of("x-amzn-ErrorType", type, "x-amzn-RequestId", UUID.randomUUID().toString()));
  }

  static BedrockError signature() {
    return new BedrockError(
        403,
        "InvalidSignatureException",
        "The request signature we calculated does not match the signature you provided.");
  }

  static BedrockError noModel() {
    return new BedrockError(
        404, "ResourceNotFoundException", "The model identifier is not known in this Region.");
  }

  static BedrockError validation(String message) {
    return new BedrockError(400, "ValidationException", message);
  }

  static BedrockError fault(int status) {
    return switch (status) {
      case 429 -> new BedrockError(429, "ThrottlingException", "Too many requests.");
      case 503 -> new BedrockError(503, "ServiceUnavailableException", "Try again later.");
      default -> new BedrockError(status, "InternalServerException", "An internal error.");
    };
  }
}
