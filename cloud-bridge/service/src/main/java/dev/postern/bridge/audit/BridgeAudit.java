package dev.postern.bridge.audit;

import dev.postern.audit.client.AcknowledgedMemory;
import dev.postern.audit.client.AuditClient;
import dev.postern.audit.client.AuditFailure;
import dev.postern.audit.client.HttpAuditTransport;
import dev.postern.audit.client.PinnedLogs;
import dev.postern.bridge.disclosure.DestroyedKey;
import dev.postern.bridge.disclosure.Outbox;
import dev.postern.bridge.disclosure.QuestionIndex;
import dev.postern.bridge.disclosure.Refusal;
import dev.postern.bridge.sealing.KeyWrapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/** The bridge's side of the audit service: one client, one boot id, one set of keys. */
public final class BridgeAudit implements AutoCloseable {
  private final String instance;
  private final UUID bootId;
  private final AuditClient client;
  private final PosternLog log;
  private final AuditRecords records;
  private final DestroyedKeys destroyed;
  private final UsageReports usage;

  /**
   * Where the audit service is and how long it may take.
   *
   * @param urls each process of it
   * @param instance this bridge's name in its deployment
   * @param timeout of one exchange
   * @param patience of an append until it is durable
   * @param pinned the logs that an operator lets it append to
   */
  public record Service(
      List<URI> urls, String instance, Duration timeout, Duration patience, PinnedLogs pinned) {
    /** Copies the list. */
    public Service {
      urls = List.copyOf(urls);
    }
  }

  /**
   * @param tls with the bridge's certificate
   * @param http likewise
   * @param wrapper opens and makes keys of subjects
   * @param origin the log's name as last seen
   */
  public BridgeAudit(
      Service service,
      SSLContext tls,
      HttpClient http,
      AcknowledgedMemory memory,
      Supplier<String> origin,
      KeyWrapper wrapper,
      Outbox outbox,
      QuestionIndex index,
      Supplier<UUID> ids,
      Clock clock) {
    this.instance = service.instance();
    this.bootId = ids.get();
    AuditClient.Settings standard = AuditClient.Settings.standard();
    AuditClient.Settings settings =
        new AuditClient.Settings(
            standard.queue(), standard.batch(), standard.batchBytes(), service.patience());
    this.client =
        AuditClient.start(
            new HttpAuditTransport(service.urls(), () -> tls, service.timeout()),
            memory,
            service.pinned(),
            settings);
    AuditApi api = new AuditApi(http, service.urls(), service.timeout());
    SubjectKeys keys = new SubjectKeys(api, wrapper, ids);
    this.log =
        new PosternLog(
            client,
            origin,
            new Payloads(keys, clock),
            new Entries(bootId, clock),
            outbox,
            index,
            ids,
            clock);
    this.records = new AuditRecords(api, wrapper);
    this.destroyed = new DestroyedKeys(api, keys);
    this.usage = new UsageReports(api);
  }

  public PosternLog log() {
    return log;
  }

  public AuditRecords records() {
    return records;
  }

  public UsageReports usage() {
    return usage;
  }

  /** Forgets the keys that were destroyed since this was last asked in this run, and names them. */
  public List<DestroyedKey> forgetDestroyed() throws Refusal {
    return destroyed.forget();
  }

  /** Says that this run is alive; the audit service closes the intents of runs that are not. */
  public void alive() throws AuditFailure {
    client.registerWriter(instance, bootId);
  }

  @Override
  public void close() {
    client.close();
  }
}
