package dev.postern.bridge.completions;

import com.openai.azure.AzureUrlPathMode;
import dev.postern.bridge.endpoint.Endpoint;
import java.util.function.Supplier;

/**
 * A server that speaks chat completions.
 *
 * @param secret asked for at each call; throws IllegalStateException while it can't be had
 * @param paths how the model stands in the path
 * @param intentHeader carries the intent's id
 * @param stores whether it would keep completions unless told not to
 */
public record Server(
    Endpoint endpoint,
    Supplier<Secret> secret,
    AzureUrlPathMode paths,
    String intentHeader,
    boolean stores) {

  /** What opens a server's door. */
  public sealed interface Secret {

    /** In Azure's own header. */
    record ApiKey(String key) implements Secret {
      @Override
      public String toString() {
        return "ApiKey[]";
      }
    }

    /** A bearer token (RFC 6750). */
    record Bearer(String token) implements Secret {
      @Override
      public String toString() {
        return "Bearer[]";
      }
    }
  }
}
