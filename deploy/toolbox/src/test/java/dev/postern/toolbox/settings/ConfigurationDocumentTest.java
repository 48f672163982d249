package dev.postern.toolbox.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.toolbox.settings.SettingsSource.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/configuration.md} is what the services declare, and every setting says what it is.
 */
class ConfigurationDocumentTest {

  private static final Path CHECKOUT = Path.of("../..").toAbsolutePath().normalize();
  private static final Path DOCUMENT = CHECKOUT.resolve("docs/configuration.md");

  private static final String HEAD =
      """
      # Configuration

      Written from the interfaces that declare the settings; a test fails when the two differ, and with
      `-Dpostern.write=true` it writes this page anew. What each setting is for, by subject: [README](../README.md#configuration).

      Services read these properties from the file that `quarkus.config.locations` names, from system properties and from
      the environment. **A mistake stops the start**: all mistakes are told at once, each with the setting's name, the shape
      of its value and what to do, never with the value; the process exits with 78. A name that is not listed here is a
      mistake too, except in the environment, where others' variables may begin like ours. `<name>` is a name of your
      choice. A setting is *required* where the group it belongs to is used at all.

      Shapes: a *duration* is `500ms`, `5s`, `10m`, `24h` or `30d`; an *address* has a scheme and a host; a *list* has commas between
      its values; numbers are not negative.
      """;

  private record Section(String title, Path declared, Path defaults) {}

  private static final List<Section> SECTIONS =
      List.of(
          section(
              "Every service",
              "deploy/runtime",
              "runtime/settings/PosternSettings",
              "META-INF/microprofile-config.properties"),
          section(
              "The bridge",
              "cloud-bridge/service",
              "bridge/wiring/BridgeConfig",
              "application.properties"),
          section(
              "The indexer",
              "onprem-indexer/service",
              "indexer/wiring/IndexerSettings",
              "application.properties"),
          section(
              "The audit service",
              "audit/service",
              "audit/service/wiring/AuditSettings",
              "application.properties"));

  @Test
  void thePageIsWhatTheServicesDeclare() throws IOException {
    String expected = document();
    if (Boolean.getBoolean("postern.write")) {
      Files.writeString(DOCUMENT, expected);
    }
    assertEquals(expected, Files.readString(DOCUMENT));
  }

  @Test
  void everySettingSaysWhatItMeans() throws IOException {
    List<String> silent = new ArrayList<>();
    for (Section section : SECTIONS) {
      SettingsSource.rows(section.declared(), section.defaults()).stream()
          .filter(row -> row.says().isEmpty())
          .forEach(row -> silent.add(row.name()));
    }
    assertEquals(List.of(), silent);
  }

  @Test
  void everySettingThatCodeAsksForByNameIsDeclared() throws IOException {
    List<String> names = new ArrayList<>();
    for (Section section : SECTIONS) {
      SettingsSource.rows(section.declared(), section.defaults()).stream()
          .map(Row::name)
          .forEach(names::add);
    }
    Pattern asked =
        Pattern.compile("(?:text\\(|name = )\"((?:postern|bridge|indexer|audit)\\.[^\"]+)\"");
    for (String module : List.of("deploy/runtime", "cloud-bridge", "onprem-indexer", "audit")) {
      try (Stream<Path> files = Files.walk(CHECKOUT.resolve(module))) {
        for (Path file :
            files.filter(each -> each.toString().matches(".*src/main/.*\\.java")).toList()) {
          asked
              .matcher(Files.readString(file))
              .results()
              .map(found -> found.group(1))
              .forEach(name -> assertTrue(names.contains(name), name + " in " + file));
        }
      }
    }
  }

  private static String document() throws IOException {
    StringBuilder text = new StringBuilder(HEAD);
    for (Section section : SECTIONS) {
      text.append("\n## ").append(section.title());
      text.append("\n\n| setting | shape | default | |\n|---|---|---|---|\n");
      SettingsSource.rows(section.declared(), section.defaults()).forEach(row -> append(text, row));
    }
    return text.toString();
  }

  private static void append(StringBuilder text, Row row) {
    String fallback =
        row.fallback()
            .map(value -> "`" + value + "`")
            .orElse(row.required() ? "**required**" : "none");
    text.append("| `").append(row.name()).append("` | ").append(row.shape());
    text.append(" | ").append(fallback).append(" | ").append(row.says()).append(" |\n");
  }

  private static Section section(String title, String module, String type, String defaults) {
    Path main = CHECKOUT.resolve(module).resolve("src/main");
    return new Section(
        title,
        main.resolve("java/dev/postern/" + type + ".java"),
        main.resolve("resources/" + defaults));
  }
}
