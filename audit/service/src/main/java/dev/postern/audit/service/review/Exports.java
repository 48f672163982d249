package dev.postern.audit.service.review;

import dev.postern.audit.entry.AccessRef;
import dev.postern.audit.entry.Actor;
import dev.postern.audit.entry.Entry;
import dev.postern.audit.entry.EntryType;
import dev.postern.audit.entry.Member;
import dev.postern.audit.export.ExportFormat;
import dev.postern.audit.export.OscalReport;
import dev.postern.audit.json.Json;
import dev.postern.audit.service.sequencer.Accepted;
import dev.postern.audit.service.sequencer.AppendResult;
import dev.postern.audit.service.sequencer.LogReader;
import dev.postern.audit.service.sequencer.Sequencer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Parts of the log to take away. The {@code EXPORT} entry that records one is at once what entitles
 * its exporter to fetch it, window by window, until it is too old: no other state is kept, so that
 * an export resumes wherever it was interrupted.
 */
public final class Exports {
  private final String origin;
  private final EntryWindows entries;
  private final LogReader log;
  private final Sequencer sequencer;
  private final Clock clock;
  private final Supplier<UUID> ids;
  private final Bounds bounds;

  /**
   * How much and how long.
   *
   * @param window entries that one answer goes through
   * @param life how long an export may be fetched
   */
  public record Bounds(int window, Duration life) {}

  /**
   * An export that was recorded.
   *
   * @param id its entry's id
   * @param began when
   * @param first index of its first entry
   * @param end index after its last one
   */
  public record Export(UUID id, Instant began, long first, long end) {}

  /**
   * Some lines of an export.
   *
   * @param text whole lines; may be none where the window holds nothing for this reviewer
   * @param next where the next window begins; the export's end when it is done
   */
  public record Chunk(String text, long next) {
    @Override
    public String toString() {
      return "Chunk up to " + next;
    }
  }

  /** Exports of one log. */
  public Exports(
      String origin,
      EntryWindows entries,
      LogReader log,
      Sequencer sequencer,
      Clock clock,
      Supplier<UUID> ids,
      Bounds bounds) {
    this.origin = origin;
    this.entries = entries;
    this.log = log;
    this.sequencer = sequencer;
    this.clock = clock;
    this.ids = ids;
    this.bounds = bounds;
  }

  /**
   * Records an export of what was committed in a period.
   *
   * @param from null for the log's beginning
   * @param to null for now
   * @return nothing when it could not be recorded
   */
  public Optional<Export> begin(Reviewer reviewer, @Nullable Instant from, @Nullable Instant to) {
    long end = to == null ? entries.size() : entries.firstSince(to);
    long first = from == null ? 0 : Math.min(entries.firstSince(from), end);
    var now = clock.instant();
    var entry =
        Entry.of(EntryType.EXPORT, ids.get(), now, reviewer.tenant())
            .with(Member.ACTOR, new Actor(reviewer.subject(), List.of(), null))
            .with(
                Member.ACCESS, new AccessRef(AccessRef.Kind.EXPORT, first + "-" + end, end - first))
            .build();
    return switch (sequencer.append(List.of(Accepted.of(entry))).join()) {
      case AppendResult.Durable d -> Optional.of(new Export(entry.id(), now, first, end));
      case AppendResult.Refused r -> Optional.empty();
    };
  }

  /** The export with this id, if this reviewer began it and it may still be fetched. */
  public Optional<Export> find(Reviewer reviewer, UUID id) {
    return log.entry(id)
        .map(LogReader.Stored::entry)
        .filter(this::isFresh)
        .flatMap(
            entry -> {
              var actor = entry.get(Member.ACTOR);
              var access = entry.get(Member.ACCESS);
              boolean own =
                  actor != null
                      && actor.subject().equals(reviewer.subject())
                      && reviewer.tenant().equals(entry.tenant());
              return own && access != null && access.object() != null
                  ? Optional.of(export(entry, access.object()))
                  : Optional.empty();
            });
  }

  private boolean isFresh(Entry entry) {
    return entry.type() == EntryType.EXPORT
        && clock.instant().isBefore(entry.time().plus(bounds.life()));
  }

  private static Export export(Entry entry, String range) {
    int dash = range.indexOf('-');
    return new Export(
        entry.id(),
        entry.time(),
        Long.parseLong(range.substring(0, dash)),
        Long.parseLong(range.substring(dash + 1)));
  }

  /**
   * The lines of one window.
   *
   * @param from where it begins; the export's first index for the beginning, with the header
   */
  public Chunk lines(Reviewer reviewer, Export export, ExportFormat format, long from) {
    var lines = format.of(origin);
    var text = new StringBuilder(from == export.first() ? lines.header() : "");
    long end = Math.min(export.end(), from + bounds.window());
    for (var exported : entries.window(from, end, tenant(reviewer))) {
      lines.lines(exported).forEach(text::append);
    }
    return new Chunk(text.toString(), end);
  }

  /** The assessment results over the whole export. */
  public Json oscal(Reviewer reviewer, Export export) {
    var report =
        new OscalReport(
            new OscalReport.Source(
                origin, export.id(), export.began(), export.first(), export.end()));
    for (long from = export.first(); from < export.end(); from += bounds.window()) {
      long end = Math.min(export.end(), from + bounds.window());
      entries.window(from, end, tenant(reviewer)).forEach(report::add);
    }
    return report.document();
  }

  private static @Nullable String tenant(Reviewer reviewer) {
    return reviewer.wholeLog() ? null : reviewer.tenant();
  }
}
