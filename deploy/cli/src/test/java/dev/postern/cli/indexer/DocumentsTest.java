package dev.postern.cli.indexer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.cli.indexer.Documents.Upload;
import dev.postern.cli.indexer.Rights.Defaults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentsTest {

  private static final Defaults NONE = new Defaults(List.of(), null);
  private static final Defaults STAFF = new Defaults(List.of("all-staff"), "internal");

  @TempDir private Path folder;

  @Test
  void namesADocumentByItsPathInsideTheFolderGiven() throws IOException {
    Path ward = Files.createDirectories(folder.resolve("ward/a"));
    Files.writeString(ward.resolve("note.txt"), "x");
    Upload upload = documents(folder.resolve("ward"), STAFF).uploads().getFirst();
    assertEquals("ward", upload.source());
    assertEquals("a/note.txt", upload.externalId());
  }

  @Test
  void givesAFileTheSameNameAloneAsInItsFolder() throws IOException {
    Path note = Files.writeString(folder.resolve("note.txt"), "x");
    Upload alone = documents(note, STAFF).uploads().getFirst();
    Upload inFolder = documents(folder, STAFF).uploads().getFirst();
    assertEquals(inFolder, alone);
  }

  @Test
  void prefersTheSidecarsWordOverTheOptions() throws IOException {
    Files.writeString(folder.resolve("note.txt"), "x");
    Files.writeString(
        folder.resolve("note.txt.postern.json"),
        "{\"acl\":[\"oncology\"],\"subjects\":[{\"authority\":\"a\",\"identifier\":\"1\"}]}");
    Rights rights = documents(folder, STAFF).uploads().getFirst().rights();
    assertEquals(List.of("oncology"), rights.acl());
    assertEquals("internal", rights.classification());
    assertEquals(List.of(new Subject("a", "1")), rights.subjects());
  }

  @Test
  void takesNoDocumentWithoutRightsOrClassification() throws IOException {
    Path note = Files.writeString(folder.resolve("note.txt"), "x");
    assertTrue(complaint(note, NONE).contains("no classification"));
    assertTrue(complaint(note, new Defaults(List.of(), "public")).contains("--acl"));
    assertTrue(complaint(note, new Defaults(List.of("a"), "secret")).contains("'secret'"));
    assertTrue(complaint(note, new Defaults(List.of("a", " "), "public")).contains("--acl"));
  }

  @Test
  void namesTheSidecarThatIsMalformed() throws IOException {
    Path note = Files.writeString(folder.resolve("note.txt"), "x");
    Path sidecar = folder.resolve("note.txt.postern.json");
    Files.writeString(sidecar, "{\"acls\":[\"a\"]}");
    assertTrue(complaint(note, STAFF).contains("acls"));
    Files.writeString(sidecar, "{\n\"acl\":[\"a\"\n");
    assertTrue(complaint(note, STAFF).contains("line 3"));
  }

  @Test
  void leavesHiddenFilesOutAndMissesNothingSilently() throws IOException {
    Files.createDirectories(folder.resolve(".git"));
    Files.writeString(folder.resolve(".git/config"), "x");
    Files.writeString(folder.resolve(".hidden"), "x");
    assertEquals(new Documents(List.of(), List.of()), documents(folder, STAFF));
    assertTrue(complaint(folder.resolve("gone"), STAFF).contains("does not exist"));
  }

  private static Documents documents(Path path, Defaults defaults) throws IOException {
    return Documents.under(List.of(path), null, defaults);
  }

  private static String complaint(Path path, Defaults defaults) throws IOException {
    Documents documents = documents(path, defaults);
    assertEquals(List.of(), documents.uploads());
    return documents.complaints().getFirst();
  }
}
