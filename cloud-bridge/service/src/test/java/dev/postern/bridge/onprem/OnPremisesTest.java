package dev.postern.bridge.onprem;

import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.postern.bridge.completions.ChatCompletions;
import dev.postern.bridge.completions.Server;
import dev.postern.bridge.contract.LanguageModelContract;
import dev.postern.bridge.contract.TestCloud;
import dev.postern.bridge.disclosure.LanguageModel;
import dev.postern.bridge.disclosure.Route;
import dev.postern.bridge.endpoint.Endpoint;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class OnPremisesTest extends LanguageModelContract {

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
  protected LanguageModel withoutSecret(Endpoint endpoint, Clock clock) {
    Supplier<Server.Secret> none =
        () -> {
          throw new IllegalStateException("no provider secret");
        };
    return model(endpoint, none, Duration.ofSeconds(20), clock);
  }

  private LanguageModel model(
      Endpoint endpoint, Supplier<Server.Secret> secret, Duration answerWithin, Clock clock) {
    Server server = OnPremises.server(endpoint, secret);
    return new ChatCompletions(Map.of(route().name(), server), answerWithin, clock);
  }

  @Test
  void membersThatOnlyTheCloudKnowsAreNotSent() {
    assertFalse(rendered().contains("\"store\""));
  }
}
