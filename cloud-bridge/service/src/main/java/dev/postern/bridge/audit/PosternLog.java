package dev.postern.bridge.audit;

import dev.postern.audit.client.AuditClient;
import dev.postern.audit.client.AuditFailure;
import dev.postern.audit.client.Committed;
import dev.postern.audit.client.Receipt;
import dev.postern.audit.client.Submission;
import dev.postern.audit.entry.BreakGlass;
import dev.postern.audit.entry.Commitments;
import dev.postern.audit.entry.EgressIntent;
import dev.postern.audit.entry.InvalidEntry;
import dev.postern.audit.entry.Payload;
import dev.postern.audit.entry.Salt;
import dev.postern.bridge.disclosure.Asker;
import dev.postern.bridge.disclosure.BundleInForce;
import dev.postern.bridge.disclosure.Code;
import dev.postern.bridge.disclosure.DisclosureLog;
import dev.postern.bridge.disclosure.EmergencyAccess;
import dev.postern.bridge.disclosure.Inquiry;
import dev.postern.bridge.disclosure.Outbox;
import dev.postern.bridge.disclosure.QuestionIndex;
import dev.postern.bridge.disclosure.QuestionIndex.Recorded;
import dev.postern.bridge.disclosure.Refusal;
import dev.postern.bridge.disclosure.Reviews;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The audit service behind the flow's log. */
public final class PosternLog implements DisclosureLog {
  private static final System.Logger LOGGER = System.getLogger(PosternLog.class.getName());

  private final AuditClient client;
  private final Supplier<String> origin;
  private final Payloads payloads;
  private final Entries entries;
  private final Outbox outbox;
  private final OutboxDrain drain;
  private final QuestionIndex index;
  private final Supplier<UUID> ids;
  private final Clock clock;

  PosternLog(
      AuditClient client,
      Supplier<String> origin,
      Payloads payloads,
      Entries entries,
      Outbox outbox,
      QuestionIndex index,
      Supplier<UUID> ids,
      Clock clock) {
    this.client = client;
    this.origin = origin;
    this.payloads = payloads;
    this.entries = entries;
    this.outbox = outbox;
    this.drain = new OutboxDrain(client, outbox);
    this.index = index;
    this.ids = ids;
    this.clock = clock;
  }

  @Override
  public void settle() throws Refusal {
    try {
      if (!drain.finished()) {
        throw new Refusal(Code.AUDIT_UNAVAILABLE);
      }
    } catch (AuditFailure failure) {
      throw refusal(failure);
    }
  }

  @Override
  public Position refused(Inquiry inquiry, Refusal refusal) throws Refusal {
    UUID id = ids.get();
    Submission entry = entries.denied(id, inquiry, refusal, questionOrNothing(id, inquiry));
    return recorded(inquiry, id, "EGRESS_DENIED", refusal.code().wire(), append(entry));
  }

  // Without its key the content can't be kept, the refusal can.
  private @Nullable Payload questionOrNothing(UUID id, Inquiry inquiry) {
    try {
      return payloads.question(id, inquiry, inquiry.patients());
    } catch (Refusal noKey) {
      return null;
    }
  }

  @Override
  public void refusedLater(Inquiry inquiry, Refusal refusal) {
    UUID id = ids.get();
    outbox.put(id, Waiting.write(entries.denied(id, inquiry, refusal, null)));
  }

  @Override
  public Position noSources(Inquiry inquiry) throws Refusal {
    UUID id = ids.get();
    Payload payload = payloads.question(id, inquiry, inquiry.patients());
    return recorded(
        inquiry, id, "NO_SOURCES", null, append(entries.noSources(id, inquiry, payload)));
  }

  @Override
  public Receipt commit(Inquiry inquiry, Intent intent) throws Refusal {
    UUID id = ids.get();
    Salt salt = Salt.random();
    Set<String> subjects = subjects(inquiry, intent.disclosure().patients());
    Payload payload = payloads.intent(id, inquiry, intent, salt, subjects);
    EgressIntent entry = entries.intent(id, inquiry, intent, salt, payload, subjects);
    try {
      Receipt receipt = client.commit(entry, intent.body());
      remember(inquiry, id, entry.type().name(), null, receipt.index(), receipt.leafHash().hex());
      return receipt;
    } catch (AuditFailure failure) {
      throw refusal(failure);
    } catch (InvalidEntry e) {
      LOGGER.log(
          System.Logger.Level.ERROR, "an intent that the log would not take: {0}", e.fault());
      throw new Refusal(Code.AUDIT_UNAVAILABLE);
    }
  }

  private static Set<String> subjects(Inquiry inquiry, Set<String> disclosed) {
    Set<String> subjects = new HashSet<>(disclosed);
    subjects.addAll(inquiry.named());
    return subjects;
  }

  @Override
  public boolean outcome(Inquiry inquiry, Ending ending) {
    UUID id = ids.get();
    Set<String> subjects = subjects(inquiry, ending.disclosure().patients());
    Submission entry =
        entries.outcome(id, inquiry, ending, answer(id, inquiry, ending, subjects), subjects);
    try {
      String status = ending.status().name();
      recorded(inquiry, id, entry.entry().type().name(), status, append(entry));
      return true;
    } catch (Refusal unrecorded) {
      if (!outbox.put(id, Waiting.write(entry))) {
        LOGGER.log(System.Logger.Level.ERROR, "outcome {0} is neither recorded nor kept", id);
      }
      return false;
    }
  }

  private @Nullable Payload answer(UUID id, Inquiry inquiry, Ending ending, Set<String> subjects) {
    try {
      return ending.answer().isEmpty() ? null : payloads.answer(id, inquiry, ending, subjects);
    } catch (Refusal noKey) {
      LOGGER.log(System.Logger.Level.WARNING, "outcome {0} is recorded without its answer", id);
      return null;
    }
  }

  @Override
  public Position access(Asker asker, Access access) throws Refusal {
    UUID id = ids.get();
    String content = access.content();
    Payload payload = content == null ? null : payloads.search(id, asker.tenant(), content);
    return position(append(entries.access(id, asker, access, payload)));
  }

  @Override
  public void activated(BundleInForce bundle, @Nullable BundleInForce before) throws Refusal {
    append(entries.activated(ids.get(), bundle, before));
  }

  @Override
  public EmergencyAccess breakGlass(Inquiry inquiry, String code, String handle, Instant until)
      throws Refusal {
    UUID id = ids.get();
    Salt salt = Salt.random();
    Payload payload = payloads.breakGlass(id, inquiry, handle, salt);
    BreakGlass access =
        new BreakGlass(code, until, inquiry.asker().subject(), Commitments.patient(salt, handle));
    Committed committed = append(entries.breakGlass(id, inquiry, access, payload, handle));
    return new EmergencyAccess(code, committed.index(), salt.base64(), handle, until);
  }

  @Override
  public void reviewed(Asker reviewer, Reviews.Review review, Reviews.Verdict verdict)
      throws Refusal {
    append(entries.reviewed(ids.get(), reviewer, review, verdict));
  }

  private Committed append(Submission entry) throws Refusal {
    try {
      return client.append(entry);
    } catch (AuditFailure failure) {
      throw refusal(failure);
    }
  }

  private Position recorded(
      Inquiry inquiry, UUID id, String type, @Nullable String detail, Committed committed) {
    String leafHash = committed.leafHash().hex();
    remember(inquiry, id, type, detail, committed.index(), leafHash);
    return position(committed);
  }

  private void remember(
      Inquiry inquiry, UUID id, String type, @Nullable String detail, long at, String leafHash) {
    Asker asker = inquiry.asker();
    UUID question = inquiry.question().id();
    index.add(
        new Recorded(
            question,
            asker.tenant(),
            asker.subject(),
            inquiry.question().purposeAssumed() ? "" : inquiry.question().purpose().name(),
            id,
            type,
            detail,
            origin.get(),
            at,
            leafHash,
            clock.instant()));
  }

  private Position position(Committed committed) {
    return new Position(origin.get(), committed.index(), committed.leafHash().hex());
  }

  private static Refusal refusal(AuditFailure failure) {
    return new Refusal(
        switch (failure.code()) {
          case "log-rolled-back" -> Code.LOG_ROLLED_BACK;
          case "secrets-unavailable" -> Code.SECRETS_UNAVAILABLE;
          default -> Code.AUDIT_UNAVAILABLE;
        });
  }
}
