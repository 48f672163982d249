package dev.postern.bridge.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.postern.bridge.disclosure.LanguageModel;
import dev.postern.bridge.disclosure.Outcome;
import dev.postern.bridge.disclosure.Question;
import dev.postern.bridge.disclosure.Route;
import dev.postern.runtime.problem.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What OpenAI's clients get; everything of ours stands under {@code postern}. */
final class ChatReplies {
  /** What a chat shows where nothing may be answered from; the outcome says it to programs. */
  static final String NO_SOURCES = "There are no sources that you may read which answer this.";

  private ChatReplies() {}

  /** An answer and what became of its question. */
  record Told(Replies.Answered postern, String text, String finish, @Nullable Usage usage) {

    static Told of(Outcome.Answered answered) {
      LanguageModel.Usage usage = answered.usage();
      return new Told(
          Replies.Answered.of(answered).withoutText(),
          answered.answer().text(),
          "length".equals(usage.finish()) ? "length" : "stop",
          Usage.of(usage));
    }

    static Told of(Outcome.NoSources none) {
      return new Told(Replies.Answered.of(none), NO_SOURCES, "stop", new Usage(0, 0, 0));
    }

    @Override
    public String toString() {
      return "Told[" + postern + "]";
    }
  }

  /** A whole answer. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Completion(
      String id,
      String object,
      long created,
      String model,
      List<Choice> choices,
      @Nullable Usage usage,
      Replies.Answered postern) {

    static Completion of(Question question, Instant now, Told told) {
      Choice choice = new Choice(0, new Said("assistant", told.text()), null, told.finish());
      return new Completion(
          idOf(question),
          "chat.completion",
          now.getEpochSecond(),
          String.valueOf(question.route()),
          List.of(choice),
          told.usage(),
          told.postern());
    }
  }

  /** A piece of a streamed answer; the last with a choice carries ours. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Chunk(
      String id,
      String object,
      long created,
      String model,
      List<Choice> choices,
      @Nullable Usage usage,
      @Nullable Object postern) {

    static Chunk of(
        Question question,
        Instant now,
        List<Choice> choices,
        @Nullable Usage usage,
        @Nullable Object postern) {
      return new Chunk(
          idOf(question),
          "chat.completion.chunk",
          now.getEpochSecond(),
          String.valueOf(question.route()),
          choices,
          usage,
          postern);
    }

    @Override
    public String toString() {
      return "Chunk[" + id + "]";
    }
  }

  /** The one choice: a whole message, or a delta of it. */
  record Choice(
      int index,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Said message,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Said delta,
      @Nullable String finishReason) {

    static List<Choice> delta(
        @Nullable String role, @Nullable String content, @Nullable String finish) {
      return List.of(new Choice(0, null, new Said(role, content), finish));
    }
  }

  /** Who says what. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Said(@Nullable String role, @Nullable String content) {
    @Override
    public String toString() {
      return "Said[hidden]";
    }
  }

  /** Tokens used, as the provider counts them. */
  record Usage(long promptTokens, long completionTokens, long totalTokens) {

    static @Nullable Usage of(LanguageModel.Usage usage) {
      Long in = usage.inputTokens();
      Long out = usage.outputTokens();
      return in == null || out == null ? null : new Usage(in, out, in + out);
    }
  }

  /** What left, on the first chunk: before any of the answer. */
  record Leaving(Replies.Left disclosure) {}

  /** All models. */
  record Models(String object, List<Model> data) {
    static Models of(List<Route> routes) {
      return new Models("list", routes.stream().map(Model::of).toList());
    }
  }

  /** A route, as a model. */
  record Model(String id, String object, long created, String ownedBy) {
    static Model of(Route route) {
      return new Model(route.name(), "model", 0, route.provider());
    }
  }

  /** An error as OpenAI's clients read it. */
  record Failure(Error error) {

    static Failure of(Problem problem) {
      StringBuilder message = new StringBuilder(problem.title());
      String detail = problem.detail();
      if (detail != null) {
        message.append(": ").append(detail);
      }
      problem.reasons().forEach(reason -> message.append(". ").append(reason.message()));
      return new Failure(
          new Error(
              message.toString(),
              type(problem.status()),
              null,
              problem.code(),
              new Ours(problem.instance(), problem.reasons())));
    }

    private static String type(int status) {
      return switch (status) {
        case 401 -> "authentication_error";
        case 403 -> "permission_error";
        case 429 -> "rate_limit_error";
        default -> status < 500 ? "invalid_request_error" : "server_error";
      };
    }
  }

  /**
   * An error.
   *
   * @param code ours (contracts.md section 6)
   */
  record Error(String message, String type, @Nullable String param, String code, Ours postern) {}

  /** What RFC 9457 has and OpenAI's errors have not. */
  record Ours(String instance, List<Problem.Reason> reasons) {}

  private static String idOf(Question question) {
    return "chatcmpl-" + question.id().toString().toLowerCase(Locale.ROOT);
  }
}
