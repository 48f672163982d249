package dev.postern.cli.demo;

import dev.postern.audit.log.Checkpoint;
import dev.postern.audit.log.LogCheck;
import dev.postern.audit.log.LogCheck.Result.Broken;
import dev.postern.audit.log.LogCheck.Result.Proven;
import dev.postern.audit.log.LogSource;
import dev.postern.audit.log.NoteKey;
import dev.postern.cli.Checkout;
import dev.postern.cli.Terminal;
import dev.postern.cli.log.HttpLog;
import dev.postern.cli.log.LogFolder;
import dev.postern.cli.log.PinnedKey;
import dev.postern.cli.log.Verified;
import dev.postern.toolbox.Postern;
import dev.postern.toolbox.tools.Cache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The demo's look at the audit log: proven, and three tampered copies that are not. */
final class LogShown {

  private final Terminal terminal;
  private final Checkout checkout;
  private final Postern postern;
  private final Path copies;
  private byte[] olderNote = new byte[0];

  LogShown(Terminal terminal, Checkout checkout, Postern postern) {
    this.terminal = terminal;
    this.checkout = checkout;
    this.postern = postern;
    this.copies = postern.layout().home().resolve("demo");
  }

  /** Keeps the signed checkpoint of now, for somebody who would like to go back to it. */
  void keepOlder() throws IOException {
    olderNote =
        source()
            .read(LogSource.CHECKPOINT)
            .orElseThrow(() -> new IOException("the log has no checkpoint yet"));
  }

  void prove() throws IOException, NotShown {
    Cache.delete(copies);
    LogFolder.copy(source(), honest());
    Proven proven = proven(honest());
    terminal.print(
        terminal.green("proven")
            + ": "
            + proven.checkpoint().size()
            + " entries of "
            + proven.checkpoint().origin()
            + ", root "
            + proven.checkpoint().root().base64());
    verified().remember(keys(), proven.checkpoint(), proven.note());
  }

  void tamper() throws IOException, NotShown {
    TamperedLogs tampered = new TamperedLogs(honest(), proven(honest()).checkpoint());
    caught(
        "a byte of the newest entry is flipped", tampered.flippedByte(copies.resolve("flipped")));
    caught(
        "the newest entries are dropped, under an older checkpoint that is truly signed",
        tampered.droppedTail(copies.resolve("dropped"), olderNote));
    caught(
        "an entry is taken out, all hashed anew and signed with another key",
        tampered.rewritten(copies.resolve("rewritten")));
  }

  private Proven proven(Path folder) throws IOException, NotShown {
    return switch (check(folder)) {
      case Proven proven -> proven;
      case Broken broken -> throw new NotShown("the log is not proven: " + broken.what());
    };
  }

  private void caught(String what, Path folder) throws IOException, NotShown {
    switch (check(folder)) {
      case Proven proven -> throw new NotShown("not noticed: " + what);
      case Broken broken -> {
        terminal.print("");
        terminal.print(what + ":");
        terminal.print("  " + terminal.green("caught") + ": " + broken.what());
        terminal.print(
            "  " + broken.file() + (broken.index() < 0 ? "" : ", index " + broken.index()));
        terminal.print("  expected " + broken.expected() + ", found " + broken.found());
      }
    }
  }

  private LogCheck.Result check(Path folder) throws IOException {
    Optional<Checkpoint> earlier = verified().last(keys());
    return new LogCheck(LogSource.directory(folder), keys()).run(earlier, entries -> {});
  }

  private LogSource source() {
    return new HttpLog(
        Checkout.http(postern.sslContext()), postern.addresses().audit(), postern.token("auditor"));
  }

  private Path honest() throws IOException {
    return Files.createDirectories(copies).resolve("honest");
  }

  private Verified verified() {
    return new Verified(checkout.verified());
  }

  private List<NoteKey> keys() throws IOException {
    return PinnedKey.readAll(checkout.pin());
  }
}
