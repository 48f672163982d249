package dev.postern.audit.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.postern.audit.log.LogCheck;
import dev.postern.audit.service.sequencer.Accepted;
import dev.postern.audit.service.sequencer.AppendResult;
import dev.postern.audit.service.sequencer.AppendResult.Reason;
import dev.postern.runtime.ids.Ids;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Vault sealed: entries go on, checkpoints queue, and after a while intents are refused. */
class UnsignedIT {
  private final RealLog log = new RealLog(Duration.ofSeconds(1)).start();

  @AfterEach
  void close() throws InterruptedException {
    log.close();
  }

  @Test
  void whileVaultIsSealedIntentsAloneAreRefusedOnceEntriesAreUnsignedForTooLong() throws Exception {
    log.checkpoints.tick();
    RealLog.PARTS.vault().seal();
    try {
      assertInstanceOf(AppendResult.Durable.class, intent());
      RealLog.until(
          () -> {
            log.checkpoints.tick();
            return log.checkpoints.unsignedTooLong();
          });
      assertEquals(new AppendResult.Refused(Reason.UNSIGNED), intent());
      log.durable(Entries.noSources());
    } finally {
      RealLog.PARTS.vault().unseal();
    }
    RealLog.until(
        () -> {
          log.checkpoints.tick();
          return log.checkpoints.unsignedAge().isZero();
        });
    assertFalse(log.checkpoints.unsignedTooLong());
    assertInstanceOf(AppendResult.Durable.class, intent());
    log.checkpoints.tick();
    var proven = assertInstanceOf(LogCheck.Result.Proven.class, log.check());
    assertEquals(3, proven.checkpoint().size());
  }

  private AppendResult intent() {
    var intent = Entries.intent(Entries.question(Ids.next()), Duration.ofMinutes(1));
    var entry = intent.entry(Entries.BODY);
    return log.append(new Accepted(entry, entry.leafHash(), intent.payload(), intent.subjects()));
  }
}
