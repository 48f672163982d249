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
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Parts of the log to take away. The entry that records one is at once what entitles its exporter
 * to fetch it, window by window, until it is too old: no other state is kept, so that an export
 * resumes wherever it was interrupted.
 */
public final class Exports {
  private static final Pattern RANGE = Pattern.compile("(\\d{1,18})-(\\d{1,18})");

  /** Entries with their content are larger: fewer of them go into one answer. */
  private static final int DECISIONS_AT_ONCE = 500;

  private final String origin;
  private final EntryWindows entries;
  private final LogReader log;
  private final Sequencer sequencer;
  private final Clock clock;
  private final Supplier<UUID> ids;
  private final Bounds bounds;

  /** What is taken away, and how it is recorded. */
  public enum What {
    /** Entries, in the formats that reviewers read. */
    ENTRIES(EntryType.EXPORT, AccessRef.Kind.EXPORT),
    /** What questions were decided from, encrypted; the bridge alone opens it. */
    DECISIONS(EntryType.ACCESS, AccessRef.Kind.DECISION);

    private final EntryType type;
    private final AccessRef.Kind kind;

    What(EntryType type, AccessRef.Kind kind) {
      this.type = type;
      this.kind = kind;
    }
  }

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

  /**
   * Some decisions of an export.
   *
   * @param next where the next window begins; the export's end when it is done
   */
  public record Decisions(List<Decided> decided, long next) {
    /** Copies the list. */
    public Decisions {
      decided = List.copyOf(decided);
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
  public Optional<Export> begin(
      Reviewer reviewer, What what, @Nullable Instant from, @Nullable Instant to) {
    long end = to == null ? entries.size() : entries.firstSince(to);
    long first = from == null ? 0 : Math.min(entries.firstSince(from), end);
    var now = clock.instant();
    var entry =
        Entry.of(what.type, ids.get(), now, reviewer.tenant())
            .with(Member.ACTOR, new Actor(reviewer.subject(), List.of(), null))
            .with(Member.ACCESS, new AccessRef(what.kind, first + "-" + end, end - first))
            .build();
    return switch (sequencer.append(List.of(Accepted.of(entry))).join()) {
      case AppendResult.Durable d -> Optional.of(new Export(entry.id(), now, first, end));
      case AppendResult.Refused r -> Optional.empty();
    };
  }

  /** The export with this id, if this reviewer began it and it may still be fetched. */
  public Optional<Export> find(Reviewer reviewer, What what, UUID id) {
    return log.entry(id)
        .map(LogReader.Stored::entry)
        .filter(entry -> entry.type() == what.type)
        .filter(entry -> clock.instant().isBefore(entry.time().plus(bounds.life())))
        .flatMap(
            entry -> {
              var actor = entry.get(Member.ACTOR);
              var access = entry.get(Member.ACCESS);
              boolean own =
                  actor != null
                      && actor.subject().equals(reviewer.subject())
                      && reviewer.tenant().equals(entry.tenant());
              return own && access != null && access.kind() == what.kind
                  ? export(entry, access.object())
                  : Optional.empty();
            });
  }

  /** A look at one thing is recorded alike; only an export's object is a range. */
  private static Optional<Export> export(Entry entry, @Nullable String object) {
    var range = RANGE.matcher(object == null ? "" : object);
    return range.matches()
        ? Optional.of(
            new Export(
                entry.id(),
                entry.time(),
                Long.parseLong(range.group(1)),
                Long.parseLong(range.group(2))))
        : Optional.empty();
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

  /**
   * What was decided in one window.
   *
   * @param from index of its first entry
   */
  public Decisions decisions(Reviewer reviewer, Export export, long from) {
    long end = Math.min(export.end(), from + Math.min(bounds.window(), DECISIONS_AT_ONCE));
    return new Decisions(entries.decided(from, end, tenant(reviewer)), end);
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
