package dev.postern.bridge.disclosure;

import dev.postern.audit.client.Receipt;
import dev.postern.audit.client.ReceiptUse;
import dev.postern.audit.log.Hash;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A model that must not be called unless the test says so, and then only with a receipt; by route
 * it fails or is cut before its first word.
 */
final class ModelInMemory implements LanguageModel {
  private final List<String> story;
  private final Clock clock;
  final List<String> calls = new ArrayList<>();
  final List<Waiting> waitedFor = new ArrayList<>();
  final Map<String, Failed> failing = new HashMap<>();
  final Set<String> mute = new HashSet<>();
  boolean expected = true;
  List<String> answer = List.of("She takes [PERS", "ON_1]'s apixaban 5 mg [S", "1].");
  @Nullable Failed failure;
  @Nullable RuntimeException unforeseen;
  @Nullable Failed cut;
  @Nullable Runnable midway;
  @Nullable Runnable whenCalled;
  byte[] received = {};

  ModelInMemory(List<String> story, Clock clock) {
    this.story = story;
    this.clock = clock;
  }

  @Override
  public byte[] render(Route route, Prompt prompt) {
    StringBuilder json = new StringBuilder("[\"");
    for (Prompt.Message message : prompt.messages()) {
      String text = message.text().replace("\\", "\\\\").replace("\"", "\\\"");
      json.append(text.replace("\n", "\\n")).append("\",\"");
    }
    return json.append("\"]").toString().getBytes(StandardCharsets.UTF_8);
  }

  String body() {
    return new String(received, StandardCharsets.UTF_8);
  }

  @Override
  public Reply send(Route route, Prompt prompt, byte[] body, Receipt receipt, Waiting waiting)
      throws Failed {
    if (!expected) {
      throw new AssertionError("nothing may be sent here");
    }
    calls.add(route.name());
    waitedFor.add(waiting);
    if (whenCalled != null) {
      whenCalled.run();
    }
    Failed own = failing.getOrDefault(route.name(), failure);
    if (own != null) {
      throw own;
    }
    if (unforeseen != null) {
      throw unforeseen;
    }
    ReceiptUse use = receipt.consume(Hash.sha256(body), route.name(), clock.instant());
    if (!(use instanceof ReceiptUse.Granted)) {
      throw new AssertionError("sent without a fitting receipt: " + use);
    }
    story.add("sent");
    received = body;
    return new Spoken(mute.contains(route.name()));
  }

  private final class Spoken implements Reply {
    private final boolean silent;
    private int at;
    private boolean closed;

    Spoken(boolean silent) {
      this.silent = silent;
    }

    @Override
    public @Nullable String next() throws Failed {
      if (at == 1 && midway != null) {
        midway.run();
      }
      if (silent || closed || at == 1 && cut != null) {
        throw new Failed("cut", true);
      }
      return at < answer.size() ? answer.get(at++) : null;
    }

    @Override
    public Usage usage() {
      return new Usage("req-1", 10L, 5L, at == answer.size() ? "stop" : null);
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
