package dev.postern.bridge.onprem;

import com.openai.azure.AzureUrlPathMode;
import dev.postern.bridge.completions.Server;
import dev.postern.bridge.endpoint.Endpoint;
import java.util.function.Supplier;

/** A model on the premises behind chat completions, as vLLM and Ollama serve it. */
public final class OnPremises {
  private static final String INTENT = "x-client-request-id";

  private OnPremises() {}

  /**
   * @param endpoint with path /v1
   */
  public static Server server(Endpoint endpoint, Supplier<Server.Secret> secret) {
    // The mode by host name is plain for any host that is not Azure's.
    return new Server(endpoint, secret, AzureUrlPathMode.AUTO, INTENT, false);
  }
}
