package dev.postern.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.cli.bridge.BridgeClient;
import dev.postern.cli.bridge.Outcome;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Emergency accesses that nobody has reviewed yet. */
@Command(
    name = "reviews",
    mixinStandardHelpOptions = true,
    description = {
      "Lists what waits for a reviewer: emergency access, and what policy wants looked at.",
      "With --sign-off or --escalate closes one; nobody closes their own."
    })
final class PolicyReviewsCommand implements Callable<Integer> {

  private final Terminal terminal;

  @ArgGroup private @Nullable Closing closing;

  @Option(names = "--json", description = "The list as JSON.")
  private boolean json;

  @Mixin private Token token;
  @Mixin private BridgeAddress bridge;

  /** How a review is closed. */
  private static final class Closing {
    @Option(names = "--sign-off", paramLabel = "QUESTION_ID", description = "It was in order.")
    private @Nullable String signOff;

    @Option(names = "--escalate", paramLabel = "QUESTION_ID", description = "It was not.")
    private @Nullable String escalate;
  }

  PolicyReviewsCommand(Terminal terminal, Checkout checkout) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    BridgeClient client = bridge.client(token.of());
    if (closing == null) {
      return told(client.reviews());
    }
    return closing.signOff != null
        ? told(client.closeReview(closing.signOff, "signed_off"))
        : told(client.closeReview(String.valueOf(closing.escalate), "escalated"));
  }

  private int told(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Refused refused -> {
        new AnswerText(terminal).refused(refused.problem(), json);
        yield ExitCode.of(refused.problem());
      }
      case Outcome.Replied replied -> {
        tell(replied.body());
        yield ExitCode.DONE;
      }
    };
  }

  private void tell(JsonNode body) {
    if (json) {
      terminal.json(body);
    } else if (body.has("verdict")) {
      terminal.say(body.path("question").asText() + ": " + body.path("verdict").asText());
    } else if (body.path("reviews").isEmpty()) {
      terminal.say("nothing waits for a review.");
    } else {
      body.path("reviews").forEach(this::line);
    }
  }

  private void line(JsonNode review) {
    terminal.print(
        String.join(
            "  ",
            review.path("opened_at").asText(),
            review.path("question").asText(),
            review.path("kind").asText(),
            review.path("code").asText("-"),
            review.path("asker").asText()));
  }
}
