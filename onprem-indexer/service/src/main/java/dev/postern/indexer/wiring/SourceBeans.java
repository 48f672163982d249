package dev.postern.indexer.wiring;

import dev.postern.indexer.folder.Folder;
import dev.postern.indexer.folder.FolderRules;
import dev.postern.indexer.folder.WatchedFolder;
import dev.postern.indexer.ingest.DocumentRegister;
import dev.postern.indexer.ingest.FeedRule;
import dev.postern.indexer.ingest.IngestWorkers;
import dev.postern.indexer.ingest.ManageDocuments;
import dev.postern.indexer.ingest.MirrorSource;
import dev.postern.indexer.mllp.BoundFeed;
import dev.postern.indexer.mllp.MllpListener;
import dev.postern.runtime.ids.Ids;
import dev.postern.runtime.tls.ReloadingTls;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ServerSocketFactory;
import org.jspecify.annotations.Nullable;

/** The sources that the indexer watches or listens to itself. */
@ApplicationScoped
public class SourceBeans {

  private final IndexerSettings settings;
  private final ManageDocuments documents;
  private final DocumentRegister register;
  private final IngestWorkers workers;
  private final ReloadingTls tls;
  private final MeterRegistry metrics;
  private final Clock clock;
  private final List<WatchedFolder> folders = new ArrayList<>();
  private @Nullable MllpListener listener;

  @Inject
  public SourceBeans(
      IndexerSettings settings,
      ManageDocuments documents,
      DocumentRegister register,
      IngestWorkers workers,
      ReloadingTls tls,
      MeterRegistry metrics,
      Clock clock) {
    this.settings = settings;
    this.documents = documents;
    this.register = register;
    this.workers = workers;
    this.tls = tls;
    this.metrics = metrics;
    this.clock = clock;
  }

  void start(@Observes StartupEvent started) throws IOException {
    Map<String, FeedRule> rules = Derived.rules(settings);
    settings
        .sources()
        .forEach(
            (name, source) ->
                source
                    .folder()
                    .ifPresent(
                        folder ->
                            watch(name, source, folder, rules.getOrDefault(name, FeedRule.NONE))));
    List<BoundFeed> feeds = new ArrayList<>();
    settings
        .sources()
        .forEach(
            (name, source) ->
                source.mllp().ifPresent(bound -> feeds.add(bound(name, source, bound))));
    if (settings.mllp().port().isPresent()) {
      listen(feeds, settings.mllp().port().getAsInt());
    } else if (!feeds.isEmpty()) {
      throw Feeds.missing("indexer.mllp.port", "a source has mllp settings");
    }
  }

  private void watch(
      String name, IndexerSettings.Source source, IndexerSettings.Folder at, FeedRule rule) {
    FolderRules rules =
        new FolderRules(
            Feeds.rights(source),
            at.posixRights(),
            at.sidecarOwner(),
            Feeds.classification(name, source),
            source.labels().orElse(List.of()),
            Set.copyOf(rule.authorities().values()),
            at.maxBytes(),
            at.settle());
    String tenant = Feeds.tenant(name, source);
    Folder folder = new Folder(tenant, name, at.path(), rules, clock);
    MirrorSource mirror =
        new MirrorSource(tenant, name, folder, documents, register, workers::wake);
    WatchedFolder watched = new WatchedFolder(name, folder, mirror, at.look(), at.settle());
    Gauge.builder(
            "postern.ingest.source.refused",
            () -> watched.refused().values().stream().mapToInt(n -> n).sum())
        .tag("source", name)
        .description("Documents of a source that are not taken as they are")
        .register(metrics);
    Gauge.builder("postern.ingest.source.failing", () -> watched.isFailing() ? 1 : 0)
        .tag("source", name)
        .description("1 while a source cannot be looked at, or is all at once empty")
        .register(metrics);
    folders.add(watched);
    watched.start();
  }

  private BoundFeed bound(String name, IndexerSettings.Source source, IndexerSettings.Bound bound) {
    boolean mutual = settings.mllp().mutualTls();
    if (mutual && bound.certificate().isEmpty()) {
      throw Feeds.missing("indexer.sources." + name + ".mllp.certificate", "peers show one");
    }
    if (!mutual && bound.addresses().isEmpty()) {
      throw Feeds.missing("indexer.sources." + name + ".mllp.addresses", "peers show nothing else");
    }
    return new BoundFeed(
        Feeds.feed(name, source),
        mutual ? bound.certificate().orElse("") : "",
        bound.addresses().orElse(Set.of()),
        bound.application(),
        bound.facility());
  }

  private void listen(List<BoundFeed> feeds, int port) throws IOException {
    IndexerSettings.Mllp mllp = settings.mllp();
    Optional<String> address = mllp.address();
    MllpListener made =
        new MllpListener(
            feeds,
            new MllpListener.Limits(
                mllp.mutualTls(), mllp.maxBytes(), mllp.idle(), mllp.connections()),
            mllp.mutualTls()
                ? tls.context().getServerSocketFactory()
                : ServerSocketFactory.getDefault(),
            address.isPresent() ? InetAddress.getByName(address.get()) : null,
            port,
            (actor, upload) -> {
              documents.accept(actor, upload);
              workers.wake();
            },
            clock,
            () -> Ids.next().toString());
    made.start();
    listener = made;
  }

  void stop(@Observes ShutdownEvent stopped) throws IOException {
    folders.forEach(WatchedFolder::close);
    MllpListener listening = listener;
    if (listening != null) {
      listening.close();
    }
  }
}
