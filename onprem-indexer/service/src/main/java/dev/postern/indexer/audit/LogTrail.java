package dev.postern.indexer.audit;

import dev.postern.audit.client.AuditClient;
import dev.postern.audit.client.AuditFailure;
import dev.postern.audit.client.Submission;
import dev.postern.audit.entry.AccessRef;
import dev.postern.audit.entry.Actor;
import dev.postern.audit.entry.Change;
import dev.postern.audit.entry.DocumentRef;
import dev.postern.audit.entry.Entry;
import dev.postern.audit.entry.EntryType;
import dev.postern.audit.entry.Member;
import dev.postern.indexer.ingest.AuditTrail;
import dev.postern.indexer.ingest.Catalogued;
import dev.postern.indexer.ingest.IdentifierFinder.Findings;
import dev.postern.indexer.ingest.IdentifierFinder.Span;
import dev.postern.indexer.ingest.Job;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Entries of documents, rights, relationships and access, appended durably. */
public final class LogTrail implements AuditTrail {

  private final AuditClient log;
  private final Clock clock;
  private final Supplier<UUID> ids;

  public LogTrail(AuditClient log, Clock clock, Supplier<UUID> ids) {
    this.log = log;
    this.clock = clock;
    this.ids = ids;
  }

  @Override
  public String draft(Job job, int chunks, Findings findings) {
    Map<String, Long> counts = new TreeMap<>();
    for (Span span : findings.spans()) {
      counts.merge(span.type(), 1L, Long::sum);
    }
    DocumentRef document =
        new DocumentRef(
            job.document().toString(),
            job.source(),
            job.classification().word(),
            job.labels(),
            job.principals(),
            chunks,
            counts,
            findings.detector(),
            null);
    return Draft.of(
            entry(EntryType.DOCUMENT_INDEXED, job.tenant()).with(Member.DOCUMENT, document),
            job.patients())
        .text();
  }

  @Override
  public void say(String draft) throws AuditTrailUnavailable {
    append(Draft.parse(draft).submission());
  }

  @Override
  public void record(Event event) throws AuditTrailUnavailable {
    append(submission(event));
  }

  private Submission submission(Event event) {
    return switch (event) {
      case Event.Looked looked -> Submission.of(looked(looked).build());
      case Event.RightsChanged changed -> rightsChanged(changed);
      case Event.Removed removed -> {
        Catalogued gone = removed.document();
        yield Draft.of(
                entry(EntryType.DOCUMENT_REMOVED, gone.tenant())
                    .with(Member.ACTOR, actor(removed.operator()))
                    .with(Member.DOCUMENT, document(gone, gone.principals())),
                gone.patients())
            .submission();
      }
      case Event.RelationshipsChanged changed ->
          Draft.of(
                  entry(EntryType.RELATIONSHIP_CHANGED, changed.tenant())
                      .with(Member.ACTOR, actor(changed.operator()))
                      .with(Member.CHANGE, change("relationships", changed.count())),
                  List.of(changed.patient()))
              .submission();
    };
  }

  private Entry.Builder looked(Event.Looked looked) {
    AccessRef.Kind kind =
        switch (looked.kind()) {
          case DOCUMENT -> AccessRef.Kind.DOCUMENT;
          case QUARANTINE -> AccessRef.Kind.QUARANTINE;
          case SEARCH -> AccessRef.Kind.SEARCH;
        };
    @Nullable UUID object = looked.object();
    return entry(EntryType.ACCESS, looked.tenant())
        .with(Member.ACTOR, actor(looked.operator()))
        .with(
            Member.ACCESS,
            new AccessRef(kind, object == null ? null : object.toString(), (long) looked.count()));
  }

  private Submission rightsChanged(Event.RightsChanged changed) {
    Catalogued document = changed.document();
    List<String> principals = changed.rights().principals();
    return Draft.of(
            entry(EntryType.AUTHZ_CHANGE, document.tenant())
                .with(Member.ACTOR, actor(changed.operator()))
                .with(Member.CHANGE, change(document.id().toString(), principals.size()))
                .with(Member.DOCUMENT, document(document, principals)),
            document.patients())
        .submission();
  }

  private static Change change(String object, int count) {
    return new Change(object, null, Integer.toString(count), List.of());
  }

  private static DocumentRef document(Catalogued document, List<String> principals) {
    return new DocumentRef(
        document.id().toString(),
        document.source(),
        document.classification().word(),
        document.labels(),
        principals,
        document.chunks(),
        Map.of(),
        null,
        null);
  }

  private static Actor actor(String operator) {
    return new Actor(operator, List.of(), null);
  }

  private Entry.Builder entry(EntryType type, String tenant) {
    return Entry.of(type, ids.get(), clock.instant(), tenant);
  }

  private void append(Submission submission) throws AuditTrailUnavailable {
    try {
      log.append(submission);
    } catch (AuditFailure e) {
      throw new AuditTrailUnavailable(e.code(), e);
    }
  }
}
