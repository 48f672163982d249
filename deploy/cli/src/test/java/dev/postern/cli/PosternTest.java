package dev.postern.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PosternTest {

  private static final Pattern COMMAND =
      Pattern.compile("\\./postern ([a-z]+)(?: ([a-z]+))?(?=[ `\n])");

  @TempDir private Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final StringWriter usage = new StringWriter();
  private CommandLine postern;

  @BeforeEach
  void begin() {
    Terminal terminal = new Terminal(stream(out), stream(err), false);
    postern = Postern.commandLine(terminal, new Checkout(folder, terminal));
    postern.setErr(new PrintWriter(usage, true));
    postern.setOut(new PrintWriter(usage, true));
  }

  @Test
  void everyCommandHasHelp() {
    for (String name : postern.getSubcommands().keySet()) {
      assertEquals(0, postern.execute(name, "--help"), name);
      assertTrue(usage.toString().contains("Usage: postern " + name), usage.toString());
    }
  }

  @Test
  void everyCommandOfTheDocumentsIsThere() throws IOException {
    List<String> unknown = new ArrayList<>();
    for (Path document : documents()) {
      COMMAND
          .matcher(Files.readString(document))
          .results()
          .filter(command -> !isThere(command.group(1), command.group(2)))
          .forEach(command -> unknown.add(document.getFileName() + ": " + command.group()));
    }
    assertEquals(List.of(), unknown);
  }

  private boolean isThere(String name, String next) {
    CommandLine command = postern.getSubcommands().get(name);
    if (command == null) {
      return false;
    }
    boolean family = !command.getSubcommands().isEmpty();
    return !family || next == null || command.getSubcommands().containsKey(next);
  }

  private static List<Path> documents() throws IOException {
    Path checkout = Path.of("../..").toAbsolutePath().normalize();
    try (Stream<Path> files = Files.walk(checkout.resolve("docs"))) {
      return Stream.concat(Stream.of(checkout.resolve("README.md")), files)
          .filter(file -> file.toString().endsWith(".md"))
          .toList();
    }
  }

  @Test
  void exitsWithTwoForWhatItDoesNotUnderstand() {
    assertEquals(2, postern.execute());
    assertEquals(2, postern.execute("asks"));
    assertEquals(2, postern.execute("ask", "Who?"));
    assertEquals(2, postern.execute("test", "--slow"));
    assertEquals(2, postern.execute("test", "--vault", "dev"));
    assertEquals(2, postern.execute("test", "--fast", "--long"));
    assertEquals(2, postern.execute("test", "--rounds", "0"));
    assertEquals(2, postern.execute("ingest"));
    assertEquals("", out.toString(StandardCharsets.UTF_8));
  }

  @Test
  void asksForNobody() {
    assertEquals(2, postern.execute("ask", "Who?", "--purpose", "TREAT"));
    assertTrue(usage.toString().contains("--as USER"), usage.toString());
  }

  @Test
  void wantsAddressesThatAServiceCanHave() {
    for (String address : new String[] {"foo", "http://localhost:1", "https://a b", "https://"}) {
      assertEquals(2, postern.execute("ask", "?", "--purpose", "TREAT", "--bridge", address));
    }
    assertTrue(usage.toString().contains("'foo' is no address like https://host:port"));
  }

  @Test
  void aPeriodThatEndsBeforeItBeginsIsRefused() {
    assertEquals(2, postern.execute(exportOf("2026-12-01", "2026-11-01")));
    assertTrue(usage.toString().contains("--from has to be before --to"), usage.toString());
    assertEquals(2, postern.execute(exportOf("yesterday", "2026-11-01")));
  }

  private String[] exportOf(String from, String to) {
    return new String[] {
      "audit",
      "export",
      "--format",
      "csv",
      "--out",
      folder.resolve("export").toString(),
      "--token-file",
      "token",
      "--from",
      from,
      "--to",
      to
    };
  }

  @Test
  void saysThatNothingRunsYet() {
    assertEquals(1, postern.execute("status"));
    assertTrue(err.toString(StandardCharsets.UTF_8).contains("./postern up"));
  }

  @Test
  void sendsNothingWhileOneDocumentLacksRights() throws IOException {
    Path note = Files.writeString(folder.resolve("note.txt"), "x");
    assertEquals(2, postern.execute("ingest", note.toString(), "--acl", "all-staff"));
    String said = err.toString(StandardCharsets.UTF_8);
    assertTrue(said.contains("note.txt: no classification"), said);
    assertTrue(said.contains("nothing was sent"), said);
  }

  @Test
  void neverPrintsAToken() throws IOException {
    Path token = Files.writeString(folder.resolve("token"), "eyJsecret");
    int exit =
        postern.execute(
            "ask",
            "Who?",
            "--purpose=TREAT",
            "--token-file=" + token,
            "--bridge=https://localhost:1",
            "--ca=" + Files.writeString(folder.resolve("ca.crt"), ""));
    assertEquals(1, exit);
    assertFalse((out.toString(StandardCharsets.UTF_8) + err + usage).contains("eyJsecret"));
  }

  @Test
  void provesNothingWithoutAKey() {
    assertEquals(1, postern.execute("audit", "verify", folder.toString()));
    assertTrue(err.toString(StandardCharsets.UTF_8).contains("--key FILE"));
  }

  @Test
  void takesNoPatientFromItsArguments() {
    assertEquals(2, postern.execute("audit", "disclosures", "--authority=mrn", "SA-4410238"));
    assertEquals(
        2, postern.execute("audit", "disclosures", "--authority=mrn", "--identifier=SA-4410238"));
  }

  private static PrintStream stream(ByteArrayOutputStream to) {
    return new PrintStream(to, true, StandardCharsets.UTF_8);
  }
}
