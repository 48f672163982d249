package dev.postern.toolbox.services;

import dev.postern.audit.log.Checkpoint;
import dev.postern.audit.log.NoteKey;
import dev.postern.audit.log.SignedNote;
import dev.postern.toolbox.Layout;
import dev.postern.toolbox.PrivateFile;
import dev.postern.toolbox.Progress;
import dev.postern.toolbox.ToolboxException;
import dev.postern.toolbox.postgres.PostgreSQL;
import dev.postern.toolbox.process.Part;
import dev.postern.toolbox.vault.Vault;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets a log that was rolled back end, and another one begin under a new name whose first entry
 * names the old one's last checkpoint. A person decides that; what was interrupted is run again.
 */
public final class LogRecovery {
  private static final Duration START = Duration.ofMinutes(2);
  private static final Duration WITNESSES = Duration.ofSeconds(10);

  private final PostgreSQL postgres;
  private final Vault vault;
  private final Witness witness;
  private final PinnedLogs pinned;
  private final ServiceProcess audit;
  private final OutsideMemory outside;
  private final Path work;
  private final Path pins;
  private final Progress progress;

  public LogRecovery(
      Layout layout,
      PostgreSQL postgres,
      Vault vault,
      Witness witness,
      PinnedLogs pinned,
      Services services,
      Progress progress) {
    this.postgres = postgres;
    this.vault = vault;
    this.witness = witness;
    this.pinned = pinned;
    this.audit = services.of(Service.AUDIT);
    this.outside = new OutsideMemory(layout, witness);
    this.work = layout.run(Service.AUDIT.id()).resolve("last.checkpoint");
    this.pins = layout.pinnedLogs();
    this.progress = progress;
  }

  /**
   * What was lost.
   *
   * @param origin the log's name
   * @param last the last checkpoint known of it
   * @param place who remembers that checkpoint
   * @param stored entries that are left
   * @param difference why the log is refused
   */
  public record Loss(String origin, SignedNote last, String place, long stored, String difference) {
    /** Entries that the log had. */
    public long entries() {
      return Checkpoint.parse(last.text()).size();
    }
  }

  /**
   * Finds out why the log is refused.
   *
   * @param given a checkpoint that the operator knows of, should nobody else remember the log
   * @throws ToolboxException when there is nothing to recover from, or no checkpoint is known
   */
  public Loss look(@Nullable SignedNote given) {
    start();
    String origin = pinned.origin();
    String difference = difference(Optional.ofNullable(given));
    OutsideMemory.Remembered last =
        outside
            .newest(origin, pinned.keys(origin), Optional.ofNullable(given))
            .orElseThrow(
                () ->
                    new ToolboxException(
                        "no checkpoint of "
                            + origin
                            + " is known, neither to the witness nor in the folder of checkpoints;"
                            + " give one with --checkpoint FILE"));
    return new Loss(origin, last.note(), last.place(), stored(), difference);
  }

  /** The log ends, and goes on under another name; returns when it takes entries again. */
  public void recover(Loss loss, String next) {
    if (pinned.keys().stream().anyMatch(key -> key.name().equals(next))) {
      throw new ToolboxException(next + " was this log's name before; another one is needed");
    }
    requireSameKeys(loss.origin(), next);
    progress.say("stopping audit");
    audit.part().stop();
    PrivateFile.write(work, loss.last().format());
    if (!next.equals(storedOrigin())) {
      audit.asOwner(
          List.of("end-log", "--checkpoint=" + work, "--pin=" + pins, "--origin=" + next));
    }
    // From here on everything that appends may follow, once the first entry is proven to it.
    pinned.pin(witness.logKeys(next));
    witness.prepare();
    audit.launchIfNeeded();
    audit.part().awaitReady();
  }

  /** A new name needs no new trust: the keys are those that are pinned under the old one. */
  private void requireSameKeys(String origin, String next) {
    List<String> known = pinned.keys(origin).stream().map(NoteKey::fingerprint).toList();
    List<String> fresh = witness.logKeys(next).stream().map(NoteKey::fingerprint).toList();
    if (!known.equals(fresh)) {
      throw new ToolboxException(
          "Vault's key for checkpoints is not the one that is pinned in " + pins);
    }
  }

  private void start() {
    postgres.start();
    vault.start();
    witness.prepare();
    witness.part().start();
    audit.migrate();
    if (audit.part().state() == Part.State.STOPPED) {
      audit.part().launch();
    }
  }

  private String difference(Optional<SignedNote> given) {
    Instant end = Instant.now().plus(START);
    Instant heard = Instant.now().plus(WITNESSES);
    while (Instant.now().isBefore(end)) {
      switch (LogStanding.of(audit)) {
        case LogStanding.Refused(String difference) -> {
          return difference;
        }
        case LogStanding.Leading() -> {
          return missing();
        }
        case LogStanding.Unwitnessed(String why) -> {
          if (given.isPresent() && Instant.now().isAfter(heard)) {
            return known(given.get(), why);
          }
        }
        case LogStanding.Starting() -> {}
      }
      Part.pauseShortly();
    }
    throw new ToolboxException(
        "the audit service neither takes entries nor says what differs; see " + audit.part().log());
  }

  private String missing() {
    return new ClientMemory(postgres)
        .missing()
        .orElseThrow(
            () ->
                new ToolboxException(
                    "the log holds everything that is remembered of it: nothing to recover"));
  }

  /** Nobody else remembers the log: then the operator's checkpoint is held against it. */
  private String known(SignedNote given, String why) {
    long size = Checkpoint.parse(given.text()).size();
    long stored = stored();
    if (size <= stored) {
      throw LogRefused.unwitnessed(why);
    }
    return "the given checkpoint is of size " + size + ", but only " + stored + " are stored";
  }

  private long stored() {
    return Long.parseLong(one("SELECT size::text FROM head"));
  }

  private String storedOrigin() {
    return one("SELECT coalesce(origin, '') FROM head");
  }

  private String one(String sql) {
    try (Connection connection = postgres.database(Service.AUDIT.database()).getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    } catch (SQLException e) {
      throw new ToolboxException("the log's head cannot be read: " + e.getMessage(), e);
    }
  }
}
