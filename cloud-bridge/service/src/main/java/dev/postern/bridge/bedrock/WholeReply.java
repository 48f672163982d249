package dev.postern.bridge.bedrock;

import dev.postern.bridge.disclosure.LanguageModel.Failed;
import dev.postern.bridge.disclosure.LanguageModel.Reply;
import dev.postern.bridge.disclosure.LanguageModel.Usage;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;

/** An answer that came in one piece. */
final class WholeReply implements Reply {
  private final Iterator<String> texts;
  private final Usage usage;

  WholeReply(ConverseResponse response) throws Failed {
    List<ContentBlock> blocks = response.output().message().content();
    this.texts = blocks.stream().map(ContentBlock::text).filter(text -> text != null).iterator();
    this.usage =
        new Usage(
            ConverseReply.requestId(response),
            Long.valueOf(response.usage().inputTokens()),
            Long.valueOf(response.usage().outputTokens()),
            StopReasons.finish(response.stopReason()));
  }

  @Override
  public @Nullable String next() {
    return texts.hasNext() ? texts.next() : null;
  }

  @Override
  public Usage usage() {
    return usage;
  }

  @Override
  public void close() {}
}
