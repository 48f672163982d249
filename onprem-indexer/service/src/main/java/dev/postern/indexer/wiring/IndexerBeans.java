package dev.postern.indexer.wiring;

import ai.onnxruntime.OrtException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.audit.client.AuditClient;
import dev.postern.audit.client.HttpAuditTransport;
import dev.postern.audit.client.PinnedLogs;
import dev.postern.deid.Detector;
import dev.postern.deid.model.OnnxModel;
import dev.postern.indexer.audit.LogTrail;
import dev.postern.indexer.audit.LoggedEmergencies;
import dev.postern.indexer.embedding.BgeModel;
import dev.postern.indexer.embedding.BgeTokenizer;
import dev.postern.indexer.guard.DetectorFinder;
import dev.postern.indexer.hibernate.AcknowledgedRow;
import dev.postern.indexer.hibernate.Documents;
import dev.postern.indexer.hibernate.JobLedger;
import dev.postern.indexer.hibernate.Patients;
import dev.postern.indexer.hibernate.QuarantineRows;
import dev.postern.indexer.hibernate.SliceRows;
import dev.postern.indexer.ingest.AuditTrail;
import dev.postern.indexer.ingest.ChunkCutter;
import dev.postern.indexer.ingest.DocumentRegister;
import dev.postern.indexer.ingest.IngestDocument;
import dev.postern.indexer.ingest.IngestDocument.TextFloor;
import dev.postern.indexer.ingest.IngestWorkers;
import dev.postern.indexer.ingest.KeepSubjects;
import dev.postern.indexer.ingest.ManageDocuments;
import dev.postern.indexer.parser.ChildCommand;
import dev.postern.indexer.parser.ParserLimits;
import dev.postern.indexer.parser.ParserPool;
import dev.postern.indexer.pgvector.PassageSearch;
import dev.postern.indexer.pgvector.PatientLookup;
import dev.postern.indexer.pgvector.PgVector;
import dev.postern.indexer.pgvector.PgVectorVersion;
import dev.postern.indexer.search.EmergencyLog;
import dev.postern.indexer.search.Ranking;
import dev.postern.indexer.search.SearchDocuments;
import dev.postern.indexer.subject.FormKeys;
import dev.postern.indexer.subject.Handles;
import dev.postern.indexer.vault.DerivedFormKeys;
import dev.postern.indexer.vault.VaultHandles;
import dev.postern.runtime.ids.Ids;
import dev.postern.runtime.tls.ReloadingTls;
import dev.postern.runtime.vault.VaultSession;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Clock;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The parts of the indexer as beans. */
@ApplicationScoped
public class IndexerBeans {

  private static final int BEATS_OF_A_LEASE = 4;

  @Produces
  @Singleton
  Detector detector() {
    return Detector.with(new OnnxModel(1));
  }

  @Produces
  @Singleton
  BgeTokenizer tokenizer(@ConfigProperty(name = "postern.state-dir") String stateDir)
      throws IOException {
    return new BgeTokenizer(Path.of(stateDir).resolve("djl"));
  }

  @Produces
  @Singleton
  BgeModel model(BgeTokenizer tokenizer) throws IOException, OrtException {
    return new BgeModel(tokenizer);
  }

  @Produces
  @Singleton
  PgVector vectors(DataSource database, ObjectMapper json) {
    return new PgVector(database, json, Ids::next);
  }

  @Produces
  @Singleton
  PassageSearch passages(
      DataSource database, ObjectMapper json, Detector detector, IndexerSettings settings) {
    return new PassageSearch(database, json, detector.digest(), settings.search().exactUpTo());
  }

  @Produces
  @Singleton
  Documents documents(EntityManager entities, Clock clock) {
    return new Documents(entities, clock, Ids::next);
  }

  @Produces
  @Singleton
  Patients patients(EntityManager entities, Clock clock) {
    return new Patients(entities, clock, Ids::next);
  }

  @Produces
  @Singleton
  PatientLookup lookup(DataSource database, ObjectMapper json, Clock clock) {
    return new PatientLookup(database, json, clock);
  }

  @Produces
  @Singleton
  Handles handles(VaultSession vault) {
    return new VaultHandles(vault);
  }

  @Produces
  @Singleton
  FormKeys keys(VaultSession vault) {
    return new DerivedFormKeys(vault);
  }

  @Produces
  @Singleton
  AuditClient log(ReloadingTls tls, EntityManager entities, IndexerSettings settings) {
    return AuditClient.start(
        new HttpAuditTransport(settings.audit().url(), tls::context, settings.audit().timeout()),
        new AcknowledgedRow(entities),
        settings.audit().pin().map(PinnedLogs::in).orElse(PinnedLogs.NONE),
        AuditClient.Settings.standard());
  }

  void close(@Disposes AuditClient log) {
    log.close();
  }

  @Produces
  @Singleton
  EmergencyLog emergencies(ReloadingTls tls, IndexerSettings settings, Clock clock) {
    HttpClient http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            .connectTimeout(settings.audit().timeout())
            .sslContext(tls.context())
            .sslParameters(ReloadingTls.parameters())
            .build();
    return new LoggedEmergencies(http, settings.audit().url(), settings.audit().timeout(), clock);
  }

  @Produces
  @Singleton
  AuditTrail trail(AuditClient log, Clock clock) {
    return new LogTrail(log, clock, Ids::next);
  }

  @Produces
  @Singleton
  KeepSubjects subjects(
      Patients patients,
      Handles handles,
      FormKeys keys,
      AuditTrail audit,
      IndexerSettings settings) {
    return new KeepSubjects(patients, handles, keys, audit, Derived.rules(settings));
  }

  @Produces
  @Singleton
  ManageDocuments management(
      DocumentRegister register, EntityManager entities, KeepSubjects subjects, AuditTrail audit) {
    QuarantineRows quarantine = new QuarantineRows(entities, Clock.systemUTC());
    return new ManageDocuments(register, quarantine, subjects, audit);
  }

  @Produces
  @Singleton
  SearchDocuments search(
      BgeModel model,
      PassageSearch passages,
      PatientLookup patients,
      FormKeys keys,
      IndexerSettings settings) {
    IndexerSettings.Search search = settings.search();
    Ranking ranking =
        new Ranking(
            search.relevanceFloor(),
            search.denseWeight(),
            search.lexicalWeight(),
            search.perDocument(),
            search.joined());
    return new SearchDocuments(model, passages, patients, keys, ranking);
  }

  @Produces
  @Singleton
  ParserPool parsers(
      IndexerSettings settings, @ConfigProperty(name = "postern.state-dir") String stateDir) {
    IndexerSettings.Parser parser = settings.parser();
    return new ParserPool(
        ChildCommand.probe(
            parser.java(), parser.home(), parser.heap(), Derived.recognition(settings)),
        new ParserLimits(
            parser.timeout(),
            parser.noProgress(),
            parser.processorTime(),
            parser.temporaryBytes(),
            parser.maxCharacters(),
            parser.documentsPerChild()),
        Path.of(stateDir).resolve("parser"));
  }

  void close(@Disposes ParserPool parsers) {
    parsers.close();
  }

  @Produces
  @Singleton
  IngestWorkers workers(
      EntityManager entities,
      Clock clock,
      ParserPool parsers,
      BgeTokenizer tokenizer,
      BgeModel model,
      Detector detector,
      PgVector vectors,
      KeepSubjects subjects,
      AuditTrail audit,
      IndexerSettings settings) {
    IndexerSettings.Ingest ingest = settings.ingest();
    JobLedger ledger =
        new JobLedger(
            entities,
            clock,
            new JobLedger.Limits(
                ingest.lease(), ingest.failures(), ingest.deaths(), ingest.interruptions()));
    TextFloor floor =
        new TextFloor(settings.parser().minCharacters(), settings.parser().minCharactersPerPage());
    return new IngestWorkers(
        new IngestDocument(
            ledger,
            parsers,
            new ChunkCutter(tokenizer, ingest.chunkTokens()),
            model,
            new DetectorFinder(detector),
            new SliceRows(entities),
            vectors,
            subjects,
            audit,
            new IngestDocument.Limits(
                ingest.slicePages(),
                ingest.sliceBytes(),
                ingest.deaths(),
                ingest.failures(),
                ingest.interruptions(),
                floor,
                ingest.pause(),
                ingest.lease().dividedBy(BEATS_OF_A_LEASE))),
        ingest.look(),
        ingest.pause());
  }

  void start(
      @Observes StartupEvent started,
      DataSource database,
      IngestWorkers workers,
      IndexerSettings settings) {
    PgVectorVersion.require(database);
    int count = settings.ingest().workers();
    workers.start(count > 0 ? count : Runtime.getRuntime().availableProcessors());
  }

  void stop(@Observes ShutdownEvent stopped, IngestWorkers workers) {
    workers.close();
  }
}
