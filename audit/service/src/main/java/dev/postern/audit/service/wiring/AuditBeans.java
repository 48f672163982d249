package dev.postern.audit.service.wiring;

import dev.postern.audit.service.http.HttpSettings;
import dev.postern.audit.service.postgres.PostgresCheckpoints;
import dev.postern.audit.service.postgres.PostgresEndedLogs;
import dev.postern.audit.service.postgres.PostgresLogStore;
import dev.postern.audit.service.postgres.PostgresReader;
import dev.postern.audit.service.postgres.PostgresSubjectKeys;
import dev.postern.audit.service.postgres.PostgresTimestamps;
import dev.postern.audit.service.sequencer.Acceptance;
import dev.postern.audit.service.sequencer.AccessLog;
import dev.postern.audit.service.sequencer.Beginnings;
import dev.postern.audit.service.sequencer.CheckpointSigner;
import dev.postern.audit.service.sequencer.CheckpointStore;
import dev.postern.audit.service.sequencer.Checkpoints;
import dev.postern.audit.service.sequencer.EndedLogs;
import dev.postern.audit.service.sequencer.Evidence;
import dev.postern.audit.service.sequencer.LogReader;
import dev.postern.audit.service.sequencer.LogStore;
import dev.postern.audit.service.sequencer.Publication;
import dev.postern.audit.service.sequencer.Reconciler;
import dev.postern.audit.service.sequencer.RememberedCheckpoints;
import dev.postern.audit.service.sequencer.Sequencer;
import dev.postern.audit.service.sequencer.StartProof;
import dev.postern.audit.service.sequencer.SubjectKeys;
import dev.postern.audit.service.sequencer.TimestampStore;
import dev.postern.audit.service.vault.TransitSigner;
import dev.postern.runtime.ids.Ids;
import dev.postern.runtime.vault.VaultSession;
import io.quarkus.runtime.annotations.CommandLineArguments;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The parts of the audit service as beans. */
@ApplicationScoped
public class AuditBeans {
  @Produces
  @Singleton
  LogStore store(DataSource database, AuditSettings settings, Clock clock) {
    return new PostgresLogStore(database, settings.origin(), clock);
  }

  @Produces
  @Singleton
  CheckpointStore checkpointStore(DataSource database) {
    return new PostgresCheckpoints(database);
  }

  @Produces
  @Singleton
  TimestampStore timestamps(DataSource database) {
    return new PostgresTimestamps(database);
  }

  @Produces
  @Singleton
  EndedLogs ended(DataSource database) {
    return new PostgresEndedLogs(database);
  }

  @Produces
  @Singleton
  Beginnings beginnings(EndedLogs ended, LogReader reader, Evidence evidence) {
    return new Beginnings(ended, reader, evidence);
  }

  @Produces
  @Singleton
  LogReader reader(DataSource database) {
    return new PostgresReader(database);
  }

  @Produces
  @Singleton
  SubjectKeys subjectKeys(DataSource database) {
    return new PostgresSubjectKeys(database);
  }

  @Produces
  @Singleton
  Checkpoints checkpoints(
      AuditSettings settings, CheckpointStore store, CheckpointSigner signer, Clock clock) {
    return new Checkpoints(settings.origin(), store, signer, clock, settings.unsignedLimit());
  }

  @Produces
  @Singleton
  CheckpointSigner signer(VaultSession vault, AuditSettings settings) {
    return new TransitSigner(vault, settings.checkpoint().key(), settings.origin());
  }

  @Produces
  @Singleton
  StartProof startProof(
      AuditSettings settings,
      Instance<RememberedCheckpoints> remembered,
      CheckpointStore store,
      EndedLogs ended,
      CheckpointSigner signer,
      @CommandLineArguments String[] arguments,
      Clock clock) {
    RememberedCheckpoints places = remembered.isResolvable() ? remembered.get() : List::of;
    var operator = StartArguments.parse(arguments);
    return new StartProof(
        settings.origin(), places, store, ended, signer, operator, clock, Ids::next);
  }

  @Produces
  @Singleton
  Sequencer sequencer(
      LogStore store,
      Checkpoints checkpoints,
      StartProof startProof,
      AuditSettings settings,
      @ConfigProperty(name = "postern.instance") String instance) {
    var bounds = settings.sequencer();
    return new Sequencer(
        store,
        checkpoints,
        startProof,
        new Sequencer.Settings(
            instance, bounds.lease(), bounds.queue(), bounds.batch(), bounds.batchBytes()));
  }

  @Produces
  @Singleton
  Reconciler reconciler(LogStore store, Sequencer sequencer, AuditSettings settings, Clock clock) {
    return new Reconciler(store, sequencer, clock, Ids::next, settings.writer().silence());
  }

  @Produces
  @Singleton
  Acceptance acceptance(AuditSettings settings) {
    return new Acceptance(settings.payloadLimit());
  }

  @Produces
  @Singleton
  Evidence evidence(
      Checkpoints checkpoints,
      CheckpointStore store,
      Publication publication,
      AuditSettings settings) {
    return new Evidence(checkpoints, store, publication, settings.proofPatience());
  }

  @Produces
  @Singleton
  AccessLog accesses(Sequencer sequencer, AuditSettings settings, Clock clock) {
    return new AccessLog(sequencer, clock, Ids::next, settings.sitting());
  }

  @Produces
  @Singleton
  HttpSettings http(AuditSettings settings) {
    return new HttpSettings(
        settings.origin(), settings.sequencer().batch(), settings.minimumIndex());
  }
}
