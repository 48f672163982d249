package dev.postern.bridge.bedrock;

import dev.postern.bridge.disclosure.Prompt;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConversationRole;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamRequest;
import software.amazon.awssdk.services.bedrockruntime.model.GuardrailConfiguration;
import software.amazon.awssdk.services.bedrockruntime.model.GuardrailStreamConfiguration;
import software.amazon.awssdk.services.bedrockruntime.model.GuardrailStreamProcessingMode;
import software.amazon.awssdk.services.bedrockruntime.model.GuardrailTrace;
import software.amazon.awssdk.services.bedrockruntime.model.InferenceConfiguration;
import software.amazon.awssdk.services.bedrockruntime.model.Message;
import software.amazon.awssdk.services.bedrockruntime.model.SystemContentBlock;

/**
 * A prompt as a request of Converse or ConverseStream. Its turns alternate, the user begins, and no
 * text is blank: whatever a chat's client brings is put into that order, with nothing left out.
 */
final class Conversation {
  /** Stands where a chat begins with what the assistant said. */
  private static final String OPENING = "(The conversation begins.)";

  private final String model;
  private final BedrockEndpoint.@Nullable Guardrail guardrail;
  private final @Nullable InferenceConfiguration inference;
  private final List<SystemContentBlock> system = new ArrayList<>();
  private final List<Message> messages = new ArrayList<>();
  private final AwsRequestOverrideConfiguration headers;

  /**
   * @param intent the intent's id, in a header that is signed with the others
   */
  Conversation(
      String model, Prompt prompt, BedrockEndpoint.@Nullable Guardrail guardrail, String intent) {
    this.model = model;
    this.guardrail = guardrail;
    this.headers =
        AwsRequestOverrideConfiguration.builder()
            .putHeader(ReceiptHttpClient.INTENT, intent)
            .build();
    this.inference = inference(prompt.wishes());
    for (Prompt.Message message : prompt.messages()) {
      switch (message.role()) {
        case SYSTEM -> system.add(SystemContentBlock.fromText(message.text()));
        case USER -> say(ConversationRole.USER, message.text());
        case ASSISTANT -> say(ConversationRole.ASSISTANT, message.text());
      }
    }
  }

  private void say(ConversationRole role, String text) {
    if (text.isBlank()) {
      return;
    }
    if (messages.isEmpty() && role == ConversationRole.ASSISTANT) {
      say(ConversationRole.USER, OPENING);
    }
    List<ContentBlock> content = new ArrayList<>();
    if (!messages.isEmpty() && messages.getLast().role() == role) {
      content.addAll(messages.removeLast().content());
    }
    content.add(ContentBlock.fromText(text));
    messages.add(Message.builder().role(role).content(content).build());
  }

  // Nothing where nothing is wished. Bedrock's temperature ends at 1.
  private static @Nullable InferenceConfiguration inference(Prompt.Wishes wishes) {
    if (wishes.equals(Prompt.Wishes.NONE)) {
      return null;
    }
    Double temperature = wishes.temperature();
    Double topP = wishes.topP();
    return InferenceConfiguration.builder()
        .maxTokens(wishes.maxTokens())
        .temperature(temperature == null ? null : (float) Math.min(1, temperature))
        .topP(topP == null ? null : topP.floatValue())
        .build();
  }

  ConverseStreamRequest streamed() {
    ConverseStreamRequest.Builder request =
        ConverseStreamRequest.builder()
            .modelId(model)
            .system(system)
            .messages(messages)
            .inferenceConfig(inference)
            .overrideConfiguration(headers);
    if (guardrail != null) {
      // Synchronous: no text is seen before the guardrail's verdict on it.
      request.guardrailConfig(
          GuardrailStreamConfiguration.builder()
              .guardrailIdentifier(guardrail.id())
              .guardrailVersion(guardrail.version())
              .trace(GuardrailTrace.DISABLED)
              .streamProcessingMode(GuardrailStreamProcessingMode.SYNC)
              .build());
    }
    return request.build();
  }

  ConverseRequest whole() {
    ConverseRequest.Builder request =
        ConverseRequest.builder()
            .modelId(model)
            .system(system)
            .messages(messages)
            .inferenceConfig(inference)
            .overrideConfiguration(headers);
    if (guardrail != null) {
      request.guardrailConfig(
          GuardrailConfiguration.builder()
              .guardrailIdentifier(guardrail.id())
              .guardrailVersion(guardrail.version())
              .trace(GuardrailTrace.DISABLED)
              .build());
    }
    return request.build();
  }

  @Override
  public String toString() {
    return "Conversation[" + messages.size() + " messages]";
  }
}
