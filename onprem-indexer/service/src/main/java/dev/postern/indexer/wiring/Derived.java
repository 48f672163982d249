package dev.postern.indexer.wiring;

import dev.postern.indexer.ingest.FeedRule;
import dev.postern.indexer.parser.ChildCommand.Recognition;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What follows from the settings. */
final class Derived {

  private static final Path TESSERACT = Path.of("/usr/bin/tesseract");

  private Derived() {}

  /** What each source may say of patients. */
  static Map<String, FeedRule> rules(IndexerSettings settings) {
    Map<String, FeedRule> rules = new HashMap<>();
    settings
        .sources()
        .forEach(
            (name, source) -> {
              Map<String, String> authorities = new LinkedHashMap<>();
              for (String entry : source.authorities().orElse(List.of())) {
                int at = entry.lastIndexOf('=');
                if (at < 1) {
                  throw new IllegalArgumentException(
                      "indexer.sources." + name + ".authorities has an entry without =");
                }
                authorities.put(entry.substring(0, at).strip(), entry.substring(at + 1).strip());
              }
              rules.put(name, new FeedRule(authorities, source.authoritative()));
            });
    return rules;
  }

  /** How pictures are read here. */
  static Recognition recognition(IndexerSettings settings) {
    IndexerSettings.Recognition given = settings.parser().recognition();
    Path program = given.program().orElse(TESSERACT);
    return Files.isExecutable(program)
        ? new Recognition(program.toString(), given.languages(), given.perPage())
        : Recognition.NONE;
  }
}
