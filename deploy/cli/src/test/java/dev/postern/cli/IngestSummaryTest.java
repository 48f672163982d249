package dev.postern.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.postern.cli.indexer.Documents.Upload;
import dev.postern.cli.indexer.Ingestion.Result;
import dev.postern.cli.indexer.Rights;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class IngestSummaryTest {

  private static final Upload UPLOAD =
      new Upload(
          Path.of("a.pdf"),
          "ward",
          "a.pdf",
          new Rights(List.of("all-staff"), "internal", List.of(), List.of(), null));

  private final IngestSummary summary = new IngestSummary();

  @Test
  void eachEndHasItsDocumentsAndItsReasonsTheMostFrequentFirst() {
    summary.add(new Result.Indexed(UPLOAD));
    summary.add(new Result.Indexed(UPLOAD));
    summary.add(
        new Result.Partial(
            UPLOAD,
            List.of(
                "page-without-text", "pages 3-3: parser-crashed", "pages 9-9: parser-crashed")));
    summary.add(new Result.Quarantined(UPLOAD, "encrypted"));
    summary.add(new Result.Quarantined(UPLOAD, "no-text"));
    summary.add(new Result.Quarantined(UPLOAD, "no-text"));
    summary.add(new Result.Rejected(UPLOAD, "unsupported-document (415): Text, CSV are read."));
    assertEquals(
        """
              2  indexed
              1  partial
                        1  page-without-text
                        1  pages: parser-crashed
              3  quarantined
                        2  no-text
                        1  encrypted
              1  not taken
                        1  unsupported-document (415)
        3 of 7 documents can be searched, 1 of them in part; 4 cannot.
        """,
        String.join("\n", summary.lines()) + "\n");
    assertEquals(4, summary.others());
    assertEquals(
        "{\"documents\":7,\"indexed\":2,\"partial\":1,\"quarantined\":3,\"not_taken\":1,\"reasons\":"
            + "{\"partial\":{\"page-without-text\":1,\"pages: parser-crashed\":1},"
            + "\"quarantined\":{\"encrypted\":1,\"no-text\":2},"
            + "\"not_taken\":{\"unsupported-document (415)\":1}}}",
        summary.json());
  }

  @Test
  void whereAllCanBeSearchedTheSentenceSaysNoMore() {
    summary.add(new Result.Indexed(UPLOAD));
    assertEquals(List.of("      1  indexed", "1 of 1 documents can be searched."), summary.lines());
  }
}
