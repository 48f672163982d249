package dev.postern.bridge.disclosure;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One question's way through the steps: what is known of it so far. Its record is written from it.
 */
public final class Inquiry {
  private final Asker asker;
  private final Question question;
  private final Instant askedAt;
  private final Map<Steps.Step, Duration> timings = new EnumMap<>(Steps.Step.class);
  private final Map<String, PolicyEvidence> decisions = new LinkedHashMap<>();
  private final Set<String> patients = new HashSet<>();
  private final Set<String> named = new HashSet<>();
  private Conversations.@Nullable Conversation conversation;
  private @Nullable EmergencyAccess emergency;
  private Tally identifiers = Tally.NONE;
  private int retrieved;

  Inquiry(Asker asker, Question question, Instant askedAt) {
    this.asker = asker;
    this.question = question;
    this.askedAt = askedAt;
  }

  public Asker asker() {
    return asker;
  }

  public Question question() {
    return question;
  }

  public Instant askedAt() {
    return askedAt;
  }

  /** Until when the asker waits, if not for as long as it takes. */
  Optional<Instant> deadline() {
    return Optional.ofNullable(question.within()).map(askedAt::plus);
  }

  /** The conversation's id, once it is open. */
  public Optional<UUID> conversationId() {
    return Optional.ofNullable(conversation).map(Conversations.Conversation::id);
  }

  Conversations.Conversation conversation() {
    if (conversation == null) {
      throw new IllegalStateException("the conversation is not open yet");
    }
    return conversation;
  }

  void opened(Conversations.Conversation opened) {
    conversation = opened;
  }

  /** Decisions so far, by entry point: admission, disclosure. */
  public Map<String, PolicyEvidence> decisions() {
    return Collections.unmodifiableMap(decisions);
  }

  void decided(String entryPoint, PolicyEvidence evidence) {
    decisions.put(entryPoint, evidence);
  }

  /** Handles of every patient met on the way: under their keys the record is encrypted. */
  public Set<String> patients() {
    return Set.copyOf(patients);
  }

  /** Handles of the patients whom the question itself names. */
  public Set<String> named() {
    return Set.copyOf(named);
  }

  void found(Sources sources) {
    retrieved = sources.snippets().size();
    sources.snippets().forEach(snippet -> patients.addAll(snippet.handles()));
    sources.questionKnown().forEach(match -> named.add(match.patient()));
    patients.addAll(named);
  }

  /** A patient whom the question concerns, whatever is found. */
  void concerns(String handle) {
    patients.add(handle);
  }

  /** The emergency access under which is searched, if any. */
  public Optional<EmergencyAccess> emergency() {
    return Optional.ofNullable(emergency);
  }

  void granted(EmergencyAccess access) {
    emergency = access;
  }

  /** How many snippets the search gave. */
  public int retrieved() {
    return retrieved;
  }

  /** Identifiers found in all that could leave. */
  public Tally identifiers() {
    return identifiers;
  }

  void identified(Tally all) {
    identifiers = all;
  }

  /** How long each step took so far. */
  public Map<Steps.Step, Duration> timings() {
    Map<Steps.Step, Duration> copy = new EnumMap<>(Steps.Step.class);
    copy.putAll(timings);
    return copy;
  }

  /** Runs a step of this question, watched and timed. */
  <T, X extends Exception> T step(Steps steps, Steps.Step step, Steps.Work<T, X> work) throws X {
    long begun = System.nanoTime();
    try {
      return steps.during(step, work);
    } finally {
      timings.merge(step, Duration.ofNanos(System.nanoTime() - begun), Duration::plus);
    }
  }

  @Override
  public String toString() {
    return "Inquiry[" + question.id() + "]";
  }
}
