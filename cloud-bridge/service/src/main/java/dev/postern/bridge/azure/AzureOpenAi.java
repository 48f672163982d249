package dev.postern.bridge.azure;

import com.openai.azure.AzureUrlPathMode;
import dev.postern.bridge.completions.Server;
import dev.postern.bridge.endpoint.Endpoint;
import java.util.List;
import java.util.function.Supplier;

/**
 * Azure OpenAI as a server of chat completions: the v1 path, or the deployments path with its API
 * version; opened by the resource's API key or by a token of Entra ID.
 *
 * <p>Source: learn.microsoft.com, Azure OpenAI API version lifecycle.
 */
public final class AzureOpenAi {
  /** As policy and the log name the provider. */
  public static final String PROVIDER = "azure-openai";

  /** Domains of Azure's resources; a host is one label below. */
  public static final List<String> DOMAINS =
      List.of("openai.azure.com", "cognitiveservices.azure.com", "services.ai.azure.com");

  private static final String INTENT = "x-ms-client-request-id";

  private AzureOpenAi() {}

  /**
   * @param endpoint with path /openai/v1 for the v1 API; without a path for deployments
   */
  public static Server server(Endpoint endpoint, Supplier<Server.Secret> secret) {
    boolean unified = endpoint.base().getPath().endsWith("/openai/v1");
    return new Server(
        endpoint,
        secret,
        unified ? AzureUrlPathMode.UNIFIED : AzureUrlPathMode.LEGACY,
        INTENT,
        true);
  }
}
