package dev.postern.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.deid.Detector;
import dev.postern.deid.model.OnnxModel;
import dev.postern.indexer.embedding.BgeModel;
import dev.postern.indexer.embedding.BgeTokenizer;
import dev.postern.toolbox.Postern;
import dev.postern.toolbox.tls.Pem;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import javax.net.ssl.SSLContext;

/**
 * What a question costs whoever answers it: one query embedded and searched for identifiers, one
 * index probe, one fsync, the TLS hops, the policy's round trips. Measured one by one, warm.
 */
final class UnavoidableParts {

  private static final int WARM_UP = 50;
  private static final int ROUNDS = 200;

  /** Asker to bridge, bridge to indexer, bridge to audit, bridge to provider. */
  private static final int TLS_HOPS = 4;

  /** Admission, disclosure, kill switch. */
  private static final int DECISIONS = 3;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Postern postern;

  UnavoidableParts(Postern postern) {
    this.postern = postern;
  }

  /** Medians in milliseconds by name, in the order of the flow. */
  Map<String, Double> measure(String question) throws Exception {
    Map<String, Double> parts = new LinkedHashMap<>();
    Path libraries = postern.layout().home().resolve("run/bench-libraries");
    Detector detector = Detector.with(new OnnxModel(1));
    try (BgeTokenizer tokenizer = new BgeTokenizer(libraries);
        BgeModel model = new BgeModel(tokenizer)) {
      parts.put("embed", median(() -> model.query(question)));
    }
    parts.put("detect", median(() -> detector.find(question, List.of())));
    parts.put("index probe", probe());
    parts.put("fsync", Machine.fsync(postern.layout().home()).median());
    parts.put("TLS hops", TLS_HOPS * hop());
    parts.put("decisions", DECISIONS * decision());
    return parts;
  }

  private double probe() throws Exception {
    try (Connection connection = postern.database("index").getConnection();
        Statement settings = connection.createStatement();
        PreparedStatement nearest =
            connection.prepareStatement(
                "select id from chunk order by embedding <=> (select embedding from chunk"
                    + " offset 4711 limit 1) limit 20")) {
      settings.execute("set hnsw.ef_search = 200");
      return median(
          () -> {
            try (ResultSet rows = nearest.executeQuery()) {
              return rows.next();
            }
          });
    }
  }

  private double hop() throws Exception {
    HttpClient http = HttpClient.newBuilder().sslContext(postern.sslContext()).build();
    URI discovery = URI.create(postern.vault().issuer() + "/.well-known/openid-configuration");
    HttpRequest request = HttpRequest.newBuilder(discovery).build();
    return median(() -> http.send(request, HttpResponse.BodyHandlers.ofByteArray()));
  }

  private double decision() throws Exception {
    SSLContext bridge =
        Pem.presenting(
            postern.layout().run("bridge").resolve("tls"), List.of(postern.layout().caFile()));
    HttpClient http = HttpClient.newBuilder().sslContext(bridge).build();
    String input =
        JSON.writeValueAsString(
            Map.of("input", Map.of("tenant", "bench", "subject", "bench", "provider", "azure")));
    HttpRequest request =
        HttpRequest.newBuilder(
                postern.addresses().opa().resolve("/v1/data/postern/egress?provenance=true"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(input))
            .build();
    return median(() -> http.send(request, HttpResponse.BodyHandlers.ofByteArray()));
  }

  private static double median(Callable<?> part) throws Exception {
    List<Long> nanos = new ArrayList<>();
    for (int i = 0; i < WARM_UP + ROUNDS; i++) {
      long before = System.nanoTime();
      Object done = part.call();
      long took = System.nanoTime() - before;
      if (done != null && i >= WARM_UP) {
        nanos.add(took);
      }
    }
    return Percentiles.ofNanos(nanos).median();
  }
}
