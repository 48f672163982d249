package dev.postern.bridge.bedrock;

import dev.postern.bridge.endpoint.Endpoint;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where Bedrock's runtime is for a route, and how it is called there.
 *
 * @param region whose runtime is called and for which requests are signed, such as eu-central-1
 * @param keys asked for at each call; throws IllegalStateException while there are none
 * @param guardrail applied to prompt and answer, or null
 * @param streamed ConverseStream; else Converse, for models that don't stream
 * @param http2 false where a proxy on the way speaks HTTP/1.1 only
 */
public record BedrockEndpoint(
    Endpoint endpoint,
    String region,
    Supplier<AwsKeys> keys,
    @Nullable Guardrail guardrail,
    boolean streamed,
    boolean http2) {

  /** A guardrail of the account. */
  public record Guardrail(String id, String version) {}
}
