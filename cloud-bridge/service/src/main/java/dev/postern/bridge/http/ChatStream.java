package dev.postern.bridge.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.bridge.disclosure.AnswerListener;
import dev.postern.bridge.disclosure.Citation;
import dev.postern.bridge.disclosure.DisclosureSummary;
import dev.postern.bridge.http.ChatReplies.Choice;
import dev.postern.bridge.http.ChatReplies.Chunk;
import dev.postern.bridge.http.ChatReplies.Told;
import dev.postern.runtime.problem.Problem;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * An answer as OpenAI's server-sent events: unnamed, one JSON chunk each, {@code [DONE]} at the
 * end. Once it has begun a failure is an event with an {@code error}; those clients raise it.
 */
final class ChatStream implements AnswerListener, StreamingOutput {
  private static final String DONE = "[DONE]";

  private final ObjectMapper json;
  private final ChatRequest request;
  private final Instant now;
  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
  private final CompletableFuture<Void> begun = new CompletableFuture<>();
  private final Presence caller;

  ChatStream(ObjectMapper json, ChatRequest request, Instant now, Presence caller) {
    this.json = json;
    this.request = request;
    this.now = now;
    this.caller = caller;
  }

  /** Waits for the first event; what ends before it is thrown. */
  void awaitBegin() {
    try {
      begun.join();
    } catch (CompletionException failed) {
      throw failed.getCause() instanceof RuntimeException failure ? failure : failed;
    }
  }

  @Override
  public void disclosed(DisclosureSummary summary) {
    ChatReplies.Leaving leaving = new ChatReplies.Leaving(Replies.Left.of(summary));
    send(Choice.delta("assistant", "", null), null, leaving);
  }

  @Override
  public void delta(String text) {
    send(Choice.delta(null, text, null), null, null);
  }

  @Override
  public void cited(List<Citation> citations) {} // with the receipt, at the end

  @Override
  public void whenGone(Runnable stop) {
    caller.whenGone(stop);
  }

  /** The end of an answer, or all of one that has no sources. */
  void done(Told told) {
    if (!begun.isDone()) {
      send(Choice.delta("assistant", told.text(), null), null, null);
    }
    send(Choice.delta(null, null, told.finish()), null, told.postern());
    if (request.includeUsage()) {
      send(List.of(), told.usage(), null);
    }
    event(DONE);
  }

  /** Ends without an answer: thrown to whoever waits for the begin, else an event. */
  void fail(RuntimeException failure, Problem problem) {
    if (!begun.completeExceptionally(failure)) {
      event(text(ChatReplies.Failure.of(problem)));
      event(DONE);
    }
  }

  private void send(
      List<Choice> choices, ChatReplies.@Nullable Usage usage, @Nullable Object postern) {
    event(text(Chunk.of(request.question(), now, choices, usage, postern)));
  }

  private void event(String data) {
    events.add(data);
    begun.complete(null);
  }

  private String text(Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (IOException e) {
      throw new IllegalStateException("a reply is always writable", e);
    }
  }

  /** Writes the events as they come, until the end or until nobody reads any more. */
  @Override
  public void write(OutputStream out) throws IOException {
    try {
      String data;
      do {
        data = events.take();
        out.write(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
      } while (!data.equals(DONE));
    } catch (InterruptedException e) {
      caller.left();
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException e) {
      caller.left();
      throw e;
    }
  }
}
