package dev.postern.audit.service.wiring;

import dev.postern.audit.service.postgres.PostgresDisclosures;
import dev.postern.audit.service.postgres.PostgresUsage;
import dev.postern.audit.service.postgres.PostgresWindows;
import dev.postern.audit.service.review.DisclosureAccounts;
import dev.postern.audit.service.review.Exports;
import dev.postern.audit.service.review.PatientHandles;
import dev.postern.audit.service.sequencer.AccessLog;
import dev.postern.audit.service.sequencer.LogReader;
import dev.postern.audit.service.sequencer.Sequencer;
import dev.postern.audit.service.usage.UsageReconciliation;
import dev.postern.audit.service.vault.TransitHandles;
import dev.postern.runtime.ids.Ids;
import dev.postern.runtime.vault.VaultSession;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import javax.sql.DataSource;

/** What reviewers use, as beans. */
@ApplicationScoped
public class ReviewBeans {
  @Produces
  @Singleton
  PatientHandles handles(VaultSession vault) {
    return new TransitHandles(vault);
  }

  @Produces
  @Singleton
  DisclosureAccounts accounts(
      DataSource database, PatientHandles handles, AccessLog accesses, AuditSettings settings) {
    return new DisclosureAccounts(
        settings.origin(),
        new PostgresDisclosures(database),
        handles,
        accesses,
        settings.accountingLimit());
  }

  @Produces
  @Singleton
  UsageReconciliation usage(
      DataSource database, Sequencer sequencer, AuditSettings settings, Clock clock) {
    var bounds = settings.usage();
    return new UsageReconciliation(
        new PostgresUsage(database),
        new PostgresWindows(database),
        sequencer,
        clock,
        Ids::next,
        new UsageReconciliation.Bounds(
            bounds.period(), bounds.settle(), bounds.margin(), bounds.calls()));
  }

  @Produces
  @Singleton
  Exports exports(
      DataSource database,
      LogReader log,
      Sequencer sequencer,
      AuditSettings settings,
      Clock clock) {
    return new Exports(
        settings.origin(),
        new PostgresWindows(database),
        log,
        sequencer,
        clock,
        Ids::next,
        new Exports.Bounds(settings.export().window(), settings.export().life()));
  }
}
