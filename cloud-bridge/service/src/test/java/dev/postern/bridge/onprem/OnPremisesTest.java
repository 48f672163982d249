package dev.postern.bridge.onprem;

import static org.junit.jupiter.api.Assertions.assertFalse;

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

class OnPremisesTest extends CompletionsContract {

  @Override
  protected Route route() {
    return new Route(
        "local", Route.ON_PREMISES, Route.ON_PREMISES, TestCloud.LOCAL_MODEL, List.of());
  }

  @Override
  protected String path() {
    return "/v1";
  }

  @Override
  protected LanguageModel at(Endpoint endpoint, Duration answerWithin, Clock clock) {
    return model(endpoint, () -> new Server.Secret.Bearer(TestCloud.KEY), answerWithin, clock);
  }

  @Override
  protected Server server(Endpoint endpoint, Supplier<Server.Secret> secret) {
    return OnPremises.server(endpoint, secret);
  }

  @Test
  void membersThatOnlyTheCloudKnowsAreNotSent() {
    assertFalse(rendered().contains("\"store\""));
  }
}
