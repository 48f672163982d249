package dev.postern.indexer.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.indexer.ingest.Classification;
import dev.postern.indexer.ingest.DocumentSource.Item;
import dev.postern.indexer.ingest.DocumentSource.Taken;
import dev.postern.indexer.ingest.Rights;
import dev.postern.indexer.ingest.Upload;
import dev.postern.indexer.subject.PatientId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files of a folder are taken, and with which rights. */
class FolderTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Rights STAFF = new Rights(List.of(), List.of("all-staff"));

  @TempDir private Path root;
  private String me = "";

  @BeforeEach
  void whoAmI() throws IOException {
    me = Files.getOwner(root).getName();
  }

  @Test
  void filesAreNamedByTheirPathAndHiddenOnesLinksAndSidecarsAreNone() throws IOException {
    write("a.txt", "one");
    write("ward/b.txt", "two");
    write("ward/b.txt.postern.json", "{}");
    write(".hidden/c.txt", "three");
    write("ward/.d.txt", "four");
    Files.createSymbolicLink(root.resolve("link.txt"), root.resolve("a.txt"));
    assertEquals(
        List.of("a.txt", "ward/b.txt"),
        folder(rules(2)).items().stream().map(Item::externalId).sorted().toList());
    assertEquals(2, folder(rules(2)).folders().size());
  }

  @Test
  void aFileHasTheRightsOfTheFolderUnlessItHasItsOwn() throws IOException {
    write("a.txt", "Plain text of the ward.");
    Upload plain = whole("a.txt", rules(2));
    assertEquals(STAFF, plain.rights());
    assertEquals(Classification.INTERNAL, plain.classification());
    assertEquals(List.of("ward"), plain.labels());
    assertEquals("st-aurelia", plain.tenant());

    write(
        "a.txt.postern.json",
        "{\"acl\": {\"users\": [\"dr-lind\"]}, \"classification\": \"restricted\","
            + " \"labels\": [\"hiv\"], \"title\": \"Letter\","
            + " \"subjects\": [{\"authority\": \"st-aurelia\", \"identifier\": \"17\"}]}");
    Upload own = whole("a.txt", rules(2));
    assertEquals(new Rights(List.of("dr-lind"), List.of()), own.rights());
    assertEquals(Classification.RESTRICTED, own.classification());
    assertEquals(List.of("ward", "hiv"), own.labels());
    assertEquals(List.of(new PatientId("st-aurelia", "17")), own.patients());
  }

  @Test
  void aSidecarOfAnotherAccountIsNotPassedOver() throws IOException {
    write("a.txt", "Plain text.");
    write("a.txt.postern.json", "{\"acl\": [\"everyone\"]}");
    assertEquals("sidecar-owner", refused("a.txt", rules(STAFF, "somebody-else", false, 100, 2)));
    assertEquals("sidecar-owner", refused("a.txt", rules(STAFF, null, false, 100, 2)));
  }

  @Test
  void whatASidecarMayNotSayIsRefused() throws IOException {
    write("a.txt", "Plain text.");
    for (String[] said :
        new String[][] {
          {"{\"acl\": []}", "sidecar-malformed"},
          {"{\"acl\": [7]}", "sidecar-malformed"},
          {"{\"acl\": [\"a\"]", "sidecar-malformed"},
          {"{\"everyone\": true}", "sidecar-malformed"},
          {"{\"subjects\": [{\"authority\": \"st-aurelia\"}]}", "sidecar-malformed"},
          {"{\"classification\": \"secret\"}", "no-classification"},
          {"{\"subjects\": [{\"authority\": \"elsewhere\", \"identifier\": \"1\"}]}", "authority"}
        }) {
      write("a.txt.postern.json", said[0]);
      assertEquals(said[1], refused("a.txt", rules(2)), said[0]);
    }
  }

  @Test
  void ownerAndGroupAreRightsAsFarAsTheModeLetsThemRead() throws IOException {
    FolderRules posix = rules(null, me, true, 100, 2);
    Path file = write("a.txt", "Plain text.");
    String group = Files.readAttributes(file, PosixFileAttributes.class).group().getName();
    mode(file, "rw-r-----");
    assertEquals(new Rights(List.of(me), List.of(group)), whole("a.txt", posix).rights());
    mode(file, "rw----r--");
    assertEquals(new Rights(List.of(me), List.of()), whole("a.txt", posix).rights());
    mode(file, "-w-r-----");
    if (Files.isReadable(file)) { // by root, who may read everything
      assertEquals(new Rights(List.of(), List.of(group)), whole("a.txt", posix).rights());
      mode(file, "-w----r--");
      assertEquals("no-rights", refused("a.txt", posix));
    }
  }

  @Test
  void aFileIsTakenUpToItsLargestSizeAndNotEmpty() throws IOException {
    write("a.txt", "x".repeat(100));
    assertEquals(100, whole("a.txt", rules(2)).content().bytes().length);
    write("a.txt", "x".repeat(101));
    assertEquals("too-large", refused("a.txt", rules(2)));
    write("a.txt", "");
    assertEquals("empty", refused("a.txt", rules(2)));
    write("a.bin", "\u0000\u0001");
    assertEquals("unsupported-document", refused("a.bin", rules(2)));
  }

  @Test
  void aFileThatChangedAMomentAgoWaitsUntilItHasSettled() throws IOException {
    Path file = write("a.txt", "Plain text.");
    Files.setLastModifiedTime(file, FileTime.from(NOW.minusSeconds(2).plusNanos(1_000_000)));
    assertInstanceOf(Taken.Later.class, read("a.txt", rules(2)));
    Files.setLastModifiedTime(file, FileTime.from(NOW.minusSeconds(2)));
    assertInstanceOf(Taken.Whole.class, read("a.txt", rules(2)));
    Path sidecar = write("a.txt.postern.json", "{}");
    Files.setLastModifiedTime(sidecar, FileTime.from(NOW));
    assertInstanceOf(Taken.Later.class, read("a.txt", rules(2)));
  }

  @Test
  void anotherStampTellsOfOtherContentRightsOrSidecar() throws IOException {
    Path file = write("a.txt", "Plain text.");
    String first = stamp();
    mode(file, "rw-------");
    String second = stamp();
    write("a.txt.postern.json", "{}");
    String third = stamp();
    assertEquals(3, Set.of(first, second, third).size());
    assertEquals(third, stamp());
  }

  @Test
  void whatCannotBeLookedAtIsNotGone() throws IOException {
    write("a.txt", "Plain text.");
    assertFalse(folder(rules(2)).isGone("a.txt"));
    assertTrue(folder(rules(2)).isGone("b.txt"));
    Folder away =
        new Folder("st-aurelia", "share", root.resolve("unmounted"), rules(2), Clock.systemUTC());
    assertFalse(away.isGone("a.txt"));
    assertThrows(IOException.class, away::items);
  }

  private String stamp() throws IOException {
    return folder(rules(2)).items().getFirst().stamp();
  }

  private FolderRules rules(int settleSeconds) {
    return rules(STAFF, me, false, 100, settleSeconds);
  }

  private static FolderRules rules(
      @Nullable Rights rights,
      @Nullable String sidecarOwner,
      boolean posix,
      long maxBytes,
      int settleSeconds) {
    return new FolderRules(
        Optional.ofNullable(rights),
        posix,
        Optional.ofNullable(sidecarOwner),
        Optional.of(Classification.INTERNAL),
        List.of("ward"),
        Set.of("st-aurelia"),
        maxBytes,
        Duration.ofSeconds(settleSeconds));
  }

  private Folder folder(FolderRules rules) {
    return new Folder("st-aurelia", "share", root, rules, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private Taken read(String id, FolderRules rules) throws IOException {
    Folder folder = folder(rules);
    Item item =
        folder.items().stream().filter(i -> i.externalId().equals(id)).findFirst().orElseThrow();
    return folder.read(item);
  }

  private Upload whole(String id, FolderRules rules) throws IOException {
    return assertInstanceOf(Taken.Whole.class, read(id, rules)).upload();
  }

  private String refused(String id, FolderRules rules) throws IOException {
    return assertInstanceOf(Taken.Refused.class, read(id, rules)).code();
  }

  private Path write(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return Files.setLastModifiedTime(file, FileTime.from(NOW.minusSeconds(3600)));
  }

  private static void mode(Path file, String mode) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }
}
