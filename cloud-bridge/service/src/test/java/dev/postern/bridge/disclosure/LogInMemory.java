package dev.postern.bridge.disclosure;

import dev.postern.audit.client.Acknowledged;
import dev.postern.audit.client.AcknowledgedMemory;
import dev.postern.audit.client.AuditClient;
import dev.postern.audit.client.AuditFailure;
import dev.postern.audit.client.AuditTransport;
import dev.postern.audit.client.Receipt;
import dev.postern.audit.client.Submission;
import dev.postern.audit.entry.Accountable;
import dev.postern.audit.entry.Actor;
import dev.postern.audit.entry.DataCounts;
import dev.postern.audit.entry.DecisionRef;
import dev.postern.audit.entry.EgressIntent;
import dev.postern.audit.entry.QuestionRef;
import dev.postern.audit.entry.RouteRef;
import dev.postern.audit.entry.Salt;
import dev.postern.audit.entry.Tunnel;
import dev.postern.runtime.ids.Ids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A log that keeps what it is told, in order; its receipts are minted by the real client. */
public final class LogInMemory implements DisclosureLog, AutoCloseable {
  private final List<String> story;
  private final AuditClient client;
  private long appended;
  boolean down;
  boolean lostAfterSending;
  boolean waiting;

  public LogInMemory(List<String> story) {
    this.story = story;
    this.client = AuditClient.start(new Wire(), new Memory(), AuditClient.Settings.standard());
  }

  @Override
  public void settle() throws Refusal {
    if (waiting) {
      throw new Refusal(Code.AUDIT_UNAVAILABLE);
    }
  }

  @Override
  public Position refused(Inquiry inquiry, Refusal refusal) throws Refusal {
    up();
    story.add("EGRESS_DENIED " + refusal.code().wire());
    return position();
  }

  @Override
  public void refusedLater(Inquiry inquiry, Refusal refusal) {
    story.add("kept " + refusal.code().wire());
  }

  @Override
  public Position noSources(Inquiry inquiry) throws Refusal {
    up();
    story.add("NO_SOURCES");
    return position();
  }

  @Override
  public Receipt commit(Inquiry inquiry, Intent intent) throws Refusal {
    up();
    String route = intent.disclosure().route().name();
    try {
      Receipt receipt = receipt(client, intent.body(), route, intent.sendBy());
      story.add("EGRESS_INTENT");
      return receipt;
    } catch (AuditFailure e) {
      throw new Refusal(Code.AUDIT_UNAVAILABLE);
    }
  }

  /** A receipt for this body on this route. */
  public static Receipt receipt(AuditClient client, byte[] body, String route, Instant sendBy)
      throws AuditFailure {
    Instant now = Instant.parse("2026-11-22T10:00:00Z");
    return client.commit(
        new EgressIntent(
            Ids.next(),
            now,
            new QuestionRef(
                Ids.next(), Ids.next(), null, "t", new Actor("s", List.of(), null), "TREAT"),
            new DecisionRef("d", "1.2.abc", "permit", null),
            new RouteRef(route, "azure-openai", "gpt-4o", "westeurope", null, null),
            new DataCounts(List.of(), 0, 0, 0, 0, Map.of(), null, null),
            new Accountable(true, "policy"),
            new Tunnel("route", "lo", null, now),
            sendBy,
            sendBy.plusSeconds(60),
            false,
            null,
            Salt.random(),
            null,
            null),
        body);
  }

  /** A client over a log that takes everything. */
  public static AuditClient client() {
    return AuditClient.start(new Wire(), new Memory(), AuditClient.Settings.standard());
  }

  @Override
  public boolean outcome(Inquiry inquiry, Ending ending) {
    if (lostAfterSending) {
      waiting = true;
      return false;
    }
    story.add("EGRESS_OUTCOME " + ending.status());
    return true;
  }

  @Override
  public Position access(Asker asker, Access access) throws Refusal {
    up();
    story.add("ACCESS " + access.what() + " " + access.refs().size());
    return position();
  }

  @Override
  public void activated(BundleInForce bundle, @Nullable BundleInForce before) throws Refusal {
    up();
    story.add(
        (bundle.isKillSwitch() ? "KILL_SWITCH " : "POLICY_BUNDLE ")
            + (before == null ? "" : before.serial() + " -> ")
            + bundle.serial());
  }

  @Override
  public EmergencyAccess breakGlass(Inquiry inquiry, String code, String handle, Instant until)
      throws Refusal {
    up();
    story.add("BREAK_GLASS " + code + " until " + until);
    return new EmergencyAccess(code, position().index(), "c2FsdA==", handle, until);
  }

  @Override
  public void reviewed(Asker reviewer, Reviews.Review review, Reviews.Verdict verdict)
      throws Refusal {
    up();
    story.add("REVIEW_SIGNED " + review.kind() + " " + verdict);
  }

  private void up() throws Refusal {
    if (down) {
      throw new Refusal(Code.AUDIT_UNAVAILABLE);
    }
  }

  private Position position() {
    return new Position("test/log", appended++, "00");
  }

  @Override
  public void close() {
    client.close();
  }

  private static final class Wire implements AuditTransport {
    private final List<UUID> ids = new ArrayList<>();

    @Override
    public Answer append(List<Submission> batch, Optional<Acknowledged> highest) {
      List<Place> places = new ArrayList<>();
      for (Submission submission : batch) {
        ids.add(submission.entry().id());
        places.add(new Place(ids.size() - 1, submission.entry().leafHash(), ids.size()));
      }
      return new Answer("test/log", places);
    }

    @Override
    public void heartbeat(String instance, UUID bootId) {}
  }

  private static final class Memory implements AcknowledgedMemory {
    private volatile @Nullable Acknowledged known;

    @Override
    public Optional<Acknowledged> highest() {
      return Optional.ofNullable(known);
    }

    @Override
    public void remember(Acknowledged entry) {
      known = entry;
    }

    @Override
    public void follow(Acknowledged from, Acknowledged to) {
      known = to;
    }
  }
}
