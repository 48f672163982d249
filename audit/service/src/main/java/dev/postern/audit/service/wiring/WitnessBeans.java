package dev.postern.audit.service.wiring;

import dev.postern.audit.log.WitnessKey;
import dev.postern.audit.service.sequencer.CheckpointStore;
import dev.postern.audit.service.sequencer.Checkpoints;
import dev.postern.audit.service.sequencer.Publication;
import dev.postern.audit.service.witness.CheckpointFolder;
import dev.postern.audit.service.witness.RemoteWitness;
import dev.postern.audit.service.witness.Witnesses;
import dev.postern.runtime.tls.Pem;
import dev.postern.runtime.tls.ReloadingTls;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/** Who remembers the checkpoints, and what is published of them. */
@ApplicationScoped
public class WitnessBeans {
  @Produces
  @Singleton
  Publication publication(CheckpointStore store, AuditSettings settings) {
    return new Publication(store, settings.checkpoint().patience());
  }

  @Produces
  @Singleton
  Witnesses witnesses(
      AuditSettings settings,
      CheckpointStore store,
      Checkpoints checkpoints,
      Publication publication,
      Clock clock) {
    Map<String, RemoteWitness> remote = new LinkedHashMap<>();
    settings
        .witness()
        .forEach((name, one) -> remote.put(name, remote(name, one, settings.checkpoint())));
    return new Witnesses(
        settings.origin(),
        remote,
        settings.checkpoint().folder().map(CheckpointFolder::new),
        store,
        checkpoints::latest,
        publication,
        clock);
  }

  private static RemoteWitness remote(
      String name, AuditSettings.Witness witness, AuditSettings.Checkpoint checkpoint) {
    try {
      var key = WitnessKey.parse(witness.vkey());
      var http =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .connectTimeout(Duration.ofSeconds(2))
              .followRedirects(HttpClient.Redirect.NEVER);
      if (witness.caFile().isPresent()) {
        http.sslContext(trusting(witness.caFile().get()));
      }
      return new RemoteWitness(witness.url(), key, http.build(), checkpoint.witnessTimeout());
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalStateException("audit.witness." + name + ": " + e.getMessage(), e);
    }
  }

  private static SSLContext trusting(Path file) throws IOException, GeneralSecurityException {
    var context = SSLContext.getInstance("TLS");
    var trust = new TrustManager[] {ReloadingTls.trustManager(Pem.certificates(file))};
    context.init(null, trust, null);
    return context;
  }
}
