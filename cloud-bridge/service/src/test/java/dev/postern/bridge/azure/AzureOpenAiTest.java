package dev.postern.bridge.azure;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.bridge.completions.Server;
import dev.postern.bridge.contract.CompletionsContract;
import dev.postern.bridge.contract.TestCloud;
import dev.postern.bridge.disclosure.LanguageModel;
import dev.postern.bridge.disclosure.Route;
import dev.postern.bridge.endpoint.Endpoint;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class AzureOpenAiTest extends CompletionsContract {

  @Override
  protected Route route() {
    return new Route("azure-eu", "azure-openai", "westeurope", TestCloud.AZURE_MODEL, List.of());
  }

  @Override
  protected String path() {
    return "/openai/v1";
  }

  @Override
  protected LanguageModel at(Endpoint endpoint, Duration answerWithin, Clock clock) {
    return model(endpoint, () -> new Server.Secret.ApiKey(TestCloud.KEY), answerWithin, clock);
  }

  @Override
  protected Server server(Endpoint endpoint, Supplier<Server.Secret> secret) {
    return AzureOpenAi.server(endpoint, secret);
  }

  @Test
  void nothingIsStoredAtTheProvider() throws Exception {
    JsonNode body = new ObjectMapper().readTree(rendered());
    assertTrue(body.path("store").isBoolean());
    assertFalse(body.path("store").booleanValue());
    assertTrue(body.path("stream").booleanValue());
  }
}
