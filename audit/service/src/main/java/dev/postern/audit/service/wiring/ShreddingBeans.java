package dev.postern.audit.service.wiring;

import dev.postern.audit.service.postgres.PostgresKeyTable;
import dev.postern.audit.service.postgres.PostgresShredding;
import dev.postern.audit.service.sequencer.LogReader;
import dev.postern.audit.service.sequencer.Sequencer;
import dev.postern.audit.service.shredding.KeyCopies;
import dev.postern.audit.service.shredding.KeyRecords;
import dev.postern.audit.service.shredding.KeyTurning;
import dev.postern.audit.service.shredding.Retention;
import dev.postern.audit.service.shredding.Shredding;
import dev.postern.audit.service.shredding.ShreddingStore;
import dev.postern.audit.service.vault.TransitWrappingKey;
import dev.postern.audit.service.vault.VaultSnapshots;
import dev.postern.runtime.ids.Ids;
import dev.postern.runtime.vault.VaultSession;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import javax.sql.DataSource;

/** Holds and destruction as beans. */
@ApplicationScoped
public class ShreddingBeans {
  /** The Transit key that wraps the keys of subjects; the bridge encrypts with it. */
  private static final String WRAPPING_KEY = "payload";

  @Produces
  @Singleton
  ShreddingStore store(DataSource database) {
    return new PostgresShredding(database);
  }

  @Produces
  @Singleton
  KeyRecords records(Sequencer sequencer, LogReader log, Clock clock) {
    return new KeyRecords(sequencer, log, clock, Ids::next);
  }

  @Produces
  @Singleton
  Shredding shredding(ShreddingStore store, KeyRecords records, Clock clock) {
    return new Shredding(store, records, clock, Ids::next);
  }

  @Produces
  @Singleton
  Retention retention(
      ShreddingStore store,
      KeyRecords records,
      Sequencer sequencer,
      Clock clock,
      AuditSettings settings) {
    var kept = settings.retention();
    return new Retention(
        store,
        records,
        sequencer,
        clock,
        Ids::next,
        new Retention.Periods(kept.patient(), kept.day()));
  }

  @Produces
  @Singleton
  KeyCopies copies(
      DataSource database,
      VaultSession vault,
      Sequencer sequencer,
      AuditSettings settings,
      Clock clock) {
    var keys = settings.keys();
    return new KeyCopies(
        keys.folder(),
        new PostgresKeyTable(database),
        keys.vaultSnapshot() ? Optional.of(new VaultSnapshots(vault)) : Optional.empty(),
        () -> sequencer.state() == Sequencer.State.LEADING,
        clock);
  }

  @Produces
  @Singleton
  KeyTurning turning(
      ShreddingStore store,
      VaultSession vault,
      KeyRecords records,
      Shredding shredding,
      KeyCopies copies,
      Sequencer sequencer) {
    var key = new TransitWrappingKey(vault, WRAPPING_KEY);
    return new KeyTurning(store, key, records, shredding, copies, sequencer);
  }
}
