package dev.postern.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.cli.indexer.Documents;
import dev.postern.cli.indexer.IndexerClient;
import dev.postern.cli.indexer.Ingestion;
import dev.postern.cli.indexer.Rights;
import dev.postern.toolbox.Postern;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The demo hospital's documents: the real text and the real embeddings a bench corpus grows from.
 */
final class DemoDocuments {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Postern postern;

  DemoDocuments(Postern postern) {
    this.postern = postern;
  }

  /** Indexes them; free where they are indexed already. */
  void index() throws IOException, InterruptedException {
    Path demo = postern.layout().checkout().resolve("deploy/demo");
    HttpClient http = HttpClient.newBuilder().sslContext(postern.operatorSslContext()).build();
    IndexerClient indexer = new IndexerClient(http, postern.addresses().indexer());
    for (String subject : Files.readAllLines(demo.resolve("subjects.ndjson"))) {
      indexer.subject(JSON.readTree(subject));
    }
    Documents documents =
        Documents.under(
            List.of(demo.resolve("documents")), null, new Rights.Defaults(List.of(), null));
    List<Ingestion.Result> results = new Ingestion(indexer).run(documents.uploads(), result -> {});
    long indexed = results.stream().filter(r -> r instanceof Ingestion.Result.Indexed).count();
    if (indexed < results.size()) {
      throw new IllegalStateException(
          "only " + indexed + " of " + results.size() + " demo documents were indexed");
    }
  }
}
