package dev.postern.bridge.guard;

import dev.postern.bridge.disclosure.Code;
import dev.postern.bridge.disclosure.Conversations.Conversation;
import dev.postern.bridge.disclosure.IdentifierGuard;
import dev.postern.bridge.disclosure.Refusal;
import dev.postern.bridge.disclosure.TokenVaults;
import dev.postern.bridge.disclosure.TokenVaults.Vault;
import dev.postern.deid.Detector;
import dev.postern.deid.KnownIdentifier;
import dev.postern.deid.pseudonym.Deidentifier;
import dev.postern.deid.pseudonym.IndexKey;
import dev.postern.deid.pseudonym.PassingTokens;
import dev.postern.deid.pseudonym.StoredToken;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Detector, pseudonyms and outbound check of the de-identification library, with a time limit. */
public final class DeidGuard implements IdentifierGuard {
  private final Detector detector;
  private final Deidentifier deidentifier;
  private final TokenVaults vaults;
  private final Duration timeout;
  private final int unread;
  private final ExecutorService work = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * @param timeout for one look at all texts of a question
   * @param unread so many characters of snippets that this detector has not read yet are read for
   *     one question
   */
  public DeidGuard(
      Detector detector,
      Deidentifier deidentifier,
      TokenVaults vaults,
      Duration timeout,
      int unread) {
    if (unread < 0) {
      throw new IllegalArgumentException("bridge.detector.unread-characters is not below 0");
    }
    this.detector = detector;
    this.deidentifier = deidentifier;
    this.vaults = vaults;
    this.timeout = timeout;
    this.unread = unread;
  }

  @Override
  public Guarded open(Conversation conversation, List<KnownIdentifier> known) throws Refusal {
    Vault vault = vaults.open(conversation);
    List<KnownIdentifier> all = new ArrayList<>(known);
    for (StoredToken token : within(() -> vault.store().tokens())) {
      all.addAll(token.known());
    }
    return new QuestionGuard(this, vault, all);
  }

  @Override
  public Guarded open(List<KnownIdentifier> known) {
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    Vault once = new Vault(new PassingTokens(), new IndexKey(key, UUID.randomUUID().toString()));
    return new QuestionGuard(this, once, known);
  }

  Detector detector() {
    return detector;
  }

  int unread() {
    return unread;
  }

  Deidentifier deidentifier() {
    return deidentifier;
  }

  /** Does this within the time limit; failing or late is no answer. */
  <T> T within(Callable<T> task) throws Refusal {
    Future<T> result = work.submit(task);
    try {
      return result.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      result.cancel(true);
      throw new Refusal(Code.DETECTOR_UNAVAILABLE);
    } catch (InterruptedException e) {
      result.cancel(true);
      Thread.currentThread().interrupt();
      throw new Refusal(Code.DETECTOR_UNAVAILABLE);
    }
  }
}
