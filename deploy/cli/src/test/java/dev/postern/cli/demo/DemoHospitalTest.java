package dev.postern.cli.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.postern.cli.demo.DemoBinaries.Block;
import dev.postern.cli.indexer.Documents;
import dev.postern.cli.indexer.Documents.Upload;
import dev.postern.cli.indexer.Rights.Defaults;
import dev.postern.cli.indexer.Subject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.poi.xwpf.extractor.XWPFWordExtractor;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.junit.jupiter.api.Test;

class DemoHospitalTest {

  private static final Path DEMO = Path.of("..", "demo").toAbsolutePath().normalize();
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Test
  void everyDocumentBringsItsRightsAndTheSixFormatsAreThere() throws IOException {
    Documents documents = hospital();
    assertEquals(List.of(), documents.complaints());
    assertTrue(documents.uploads().size() >= 40);
    Set<String> formats =
        documents.uploads().stream()
            .map(upload -> upload.externalId().replaceFirst(".*\\.", ""))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(Set.of("docx", "html", "md", "pdf", "txt", "xml"), formats);
  }

  @Test
  void everySubjectOfADocumentHasARecord() throws IOException {
    Set<Subject> known =
        Files.readAllLines(DEMO.resolve("subjects.ndjson")).stream()
            .map(DemoHospitalTest::subject)
            .collect(Collectors.toSet());
    for (Upload upload : hospital().uploads()) {
      assertTrue(known.containsAll(upload.rights().subjects()), upload.externalId());
    }
  }

  @Test
  void theCommittedBinariesSayWhatTheirSourcesSay() throws IOException {
    for (Path source : DemoBinaries.sources(DEMO)) {
      Path target = DemoBinaries.target(DEMO, source);
      String expected =
          DemoBinaries.blocks(source).stream().map(Block::text).collect(Collectors.joining(" "));
      assertEquals(words(expected), words(text(target)), target + " is older than its source");
    }
  }

  private static Documents hospital() throws IOException {
    return Documents.under(
        List.of(DEMO.resolve("documents")), "st-aurelia", new Defaults(List.of(), null));
  }

  private static Subject subject(String line) {
    try {
      JsonNode json = JSON.readTree(line);
      return new Subject(json.path("authority").asText(), json.path("identifier").asText());
    } catch (IOException malformed) {
      throw new AssertionError("subjects.ndjson: " + malformed.getMessage(), malformed);
    }
  }

  private static String text(Path file) throws IOException {
    if (file.toString().endsWith(".pdf")) {
      try (PDDocument document = Loader.loadPDF(file.toFile())) {
        return new PDFTextStripper().getText(document);
      }
    }
    try (InputStream in = Files.newInputStream(file);
        XWPFWordExtractor extractor = new XWPFWordExtractor(new XWPFDocument(in))) {
      return extractor.getText();
    }
  }

  private static List<String> words(String text) {
    return List.of(text.strip().split("\\s+"));
  }
}
