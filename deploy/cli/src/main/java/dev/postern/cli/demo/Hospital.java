package dev.postern.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.postern.cli.bridge.Asking;
import dev.postern.cli.indexer.Documents;
import dev.postern.cli.indexer.Rights.Defaults;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** St. Aurelia, the invented hospital in {@code deploy/demo}. */
final class Hospital {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path folder;

  Hospital(Path folder) {
    this.folder = folder;
  }

  /** A question of the demo: who asks what, and a word that a good answer has. */
  record Scene(String user, Asking asking, String mentions) {

    /** The same by one route. */
    Scene over(String route) {
      Asking by = new Asking(asking.question(), asking.purpose(), route, null);
      return new Scene(user, by, mentions);
    }
  }

  Scene scene(String name) throws IOException {
    JsonNode scene = JSON.readTree(folder.resolve("questions.json").toFile()).required(name);
    return new Scene(
        scene.required("as").asText(),
        new Asking(scene.required("question").asText(), scene.required("purpose").asText()),
        scene.path("mentions").asText());
  }

  /** Its documents; each folder is a source, each document brings its rights. */
  Documents documents() throws IOException {
    try (Stream<Path> sources = Files.list(folder.resolve("documents"))) {
      List<Path> folders = sources.filter(Files::isDirectory).sorted().toList();
      return Documents.under(folders, null, new Defaults(List.of(), null));
    }
  }

  /** The patients' structured records. */
  List<JsonNode> subjects() throws IOException {
    List<JsonNode> subjects = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("subjects.ndjson"))) {
      subjects.add(JSON.readTree(line));
    }
    return subjects;
  }

  /**
   * The first known identifier of any patient in these bytes, whatever its case; of an address also
   * its first line, of a date also the form month/day/year.
   */
  Optional<String> identifierIn(byte[] bytes) throws IOException {
    String text = new String(bytes, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
    return identifiers().stream()
        .filter(value -> text.contains(value.toLowerCase(Locale.ROOT)))
        .findFirst();
  }

  private Set<String> identifiers() throws IOException {
    Set<String> identifiers = new TreeSet<>();
    for (JsonNode subject : subjects()) {
      identifiers.add(subject.path("identifier").asText());
      for (JsonNode person : subject.path("persons")) {
        for (JsonNode known : person.path("known")) {
          forms(known.path("type").asText(), known.path("value").asText(), identifiers);
        }
      }
    }
    return identifiers;
  }

  private static void forms(String type, String value, Set<String> identifiers) {
    identifiers.add(value);
    switch (type) {
      case "DATE" -> {
        String[] date = value.split("-", -1);
        identifiers.add(date[1] + "/" + date[2] + "/" + date[0]);
      }
      case "ADDRESS" -> identifiers.add(value.substring(0, value.indexOf(',')));
      default -> {} // written one way only
    }
  }
}
