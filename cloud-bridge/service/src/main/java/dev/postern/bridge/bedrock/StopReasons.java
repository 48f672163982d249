package dev.postern.bridge.bedrock;

import dev.postern.bridge.disclosure.LanguageModel.Failed;
import software.amazon.awssdk.services.bedrockruntime.model.StopReason;

/** Bedrock's stop reasons in the words of the port. */
final class StopReasons {

  private StopReasons() {}

  /**
   * stop, length or content_filter.
   *
   * @throws Failed for any end that is none of an answer
   */
  static String finish(StopReason reason) throws Failed {
    return switch (reason) {
      case END_TURN, STOP_SEQUENCE -> "stop";
      case MAX_TOKENS -> "length";
      case GUARDRAIL_INTERVENED, CONTENT_FILTERED -> "content_filter";
      case TOOL_USE,
          MALFORMED_MODEL_OUTPUT,
          MALFORMED_TOOL_USE,
          MODEL_CONTEXT_WINDOW_EXCEEDED,
          UNKNOWN_TO_SDK_VERSION ->
          throw new Failed("unusable-answer", true);
    };
  }
}
