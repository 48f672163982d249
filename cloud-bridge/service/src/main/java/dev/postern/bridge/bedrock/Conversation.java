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

/** A prompt as a request of Converse or ConverseStream. */
final class Conversation {
  private final String model;
  private final BedrockEndpoint.@Nullable Guardrail guardrail;
  private final @Nullable InferenceConfiguration inference;
  private final List<SystemContentBlock> system = new ArrayList<>();
  private final List<Message> messages = new ArrayList<>();
  private AwsRequestOverrideConfiguration headers =
      AwsRequestOverrideConfiguration.builder().build();

  Conversation(String model, Prompt prompt, BedrockEndpoint.@Nullable Guardrail guardrail) {
    this.model = model;
    this.guardrail = guardrail;
    this.inference = inference(prompt.wishes());
    for (Prompt.Message message : prompt.messages()) {
      switch (message.role()) {
        case SYSTEM -> system.add(SystemContentBlock.fromText(message.text()));
        case USER -> messages.add(message(ConversationRole.USER, message.text()));
        case ASSISTANT -> messages.add(message(ConversationRole.ASSISTANT, message.text()));
      }
    }
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

  private static Message message(ConversationRole role, String text) {
    return Message.builder().role(role).content(ContentBlock.fromText(text)).build();
  }

  /** The same, carrying the intent's id; the header is signed with the others. */
  Conversation as(String intent) {
    headers =
        AwsRequestOverrideConfiguration.builder()
            .putHeader(ReceiptHttpClient.INTENT, intent)
            .build();
    return this;
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
