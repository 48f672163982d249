package dev.postern.toolbox.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.postern.toolbox.tools.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the documents for reviewers say can be followed. */
class ComplianceDocumentsTest {
  private static final Path CHECKOUT = Path.of("../..").toAbsolutePath().normalize();
  private static final Path COMPLIANCE = CHECKOUT.resolve("docs/compliance");
  private static final Path GOLDEN = CHECKOUT.resolve("audit/log/src/test/resources/golden");
  private static final Pattern LINK = Pattern.compile("]\\(([^)#]+)[^)]*\\)");
  private static final Pattern CLASS = Pattern.compile("`([A-Z][a-z]+[A-Za-z]*)`");
  private static final Pattern SHELL = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);

  @TempDir Path reviewer;

  @Test
  void everyLinkLeadsToAFile() throws IOException {
    List<String> dead = new ArrayList<>();
    for (Path document : documents()) {
      LINK.matcher(Files.readString(document))
          .results()
          .map(link -> link.group(1))
          .filter(link -> !link.startsWith("http"))
          .filter(link -> !Files.exists(document.resolveSibling(link)))
          .forEach(link -> dead.add(CHECKOUT.relativize(document) + ": " + link));
    }
    assertEquals(List.of(), dead);
  }

  @Test
  void everyClassForReviewersIsThere() throws IOException {
    List<String> classes = sources();
    List<String> gone = new ArrayList<>();
    for (Path document : documents()) {
      CLASS
          .matcher(document.startsWith(COMPLIANCE) ? Files.readString(document) : "")
          .results()
          .map(name -> name.group(1))
          .filter(name -> !classes.contains(name + ".java"))
          .forEach(name -> gone.add(CHECKOUT.relativize(document) + ": " + name));
    }
    assertEquals(List.of(), gone);
  }

  @Test
  void theRecipeForOpenSslVerifiesACheckpointAndNoOther() throws IOException {
    assumeTrue(Command.onPath("openssl").isPresent(), "openssl is not installed");
    String checkpoint = Files.readString(GOLDEN.resolve("checkpoint.txt"));
    Files.copy(GOLDEN.resolve("log.vkey"), reviewer.resolve("log.vkey"));
    Files.copy(GOLDEN.resolve("witness.vkey"), reviewer.resolve("witness.vkey"));
    Path file = Files.createDirectory(reviewer.resolve("log")).resolve("checkpoint");

    Files.writeString(file, checkpoint);
    assertTrue(recipe().ok(), recipe().output());

    Files.writeString(file, checkpoint.replace("\n70000\n", "\n69999\n"));
    assertFalse(recipe().ok());
  }

  private Command.Result recipe() throws IOException {
    String text = Files.readString(CHECKOUT.resolve("docs/compliance/verify-the-log.md"));
    String commands =
        SHELL
            .matcher(text)
            .results()
            .map(block -> block.group(1))
            .filter(block -> block.contains("openssl"))
            .findFirst()
            .orElseThrow();
    Path script = Files.writeString(reviewer.resolve("recipe.sh"), commands);
    return Command.run(List.of("sh", "-e", script.toString()), reviewer, Map.of());
  }

  private static List<String> sources() throws IOException {
    try (Stream<Path> files = Files.walk(CHECKOUT)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".java"))
          .toList();
    }
  }

  private static List<Path> documents() throws IOException {
    List<Path> documents = new ArrayList<>();
    for (String folder : List.of("docs", "policies")) {
      try (Stream<Path> files = Files.walk(CHECKOUT.resolve(folder))) {
        files.filter(file -> file.toString().endsWith(".md")).forEach(documents::add);
      }
    }
    return documents;
  }
}
