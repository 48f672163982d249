package dev.postern.indexer.wiring;

import dev.postern.indexer.ingest.Classification;
import dev.postern.indexer.ingest.Feed;
import dev.postern.indexer.ingest.Rights;
import java.util.List;
import java.util.Optional;

/** What is configured for the documents of a source; what is missing is named. */
final class Feeds {

  private Feeds() {}

  /** A source whose documents bring nothing of their own. */
  static Feed feed(String name, IndexerSettings.Source source) {
    return new Feed(
        name,
        tenant(name, source),
        rights(source)
            .orElseThrow(() -> missing(key(name, "groups"), "nobody could read its documents")),
        classification(name, source)
            .orElseThrow(() -> missing(key(name, "classification"), "its documents bring none")),
        source.labels().orElse(List.of()));
  }

  static String tenant(String name, IndexerSettings.Source source) {
    return source
        .tenant()
        .orElseThrow(() -> missing(key(name, "tenant"), "the indexer fetches its documents"));
  }

  static Optional<Rights> rights(IndexerSettings.Source source) {
    List<String> users = source.users().orElse(List.of());
    List<String> groups = source.groups().orElse(List.of());
    return users.isEmpty() && groups.isEmpty()
        ? Optional.empty()
        : Optional.of(new Rights(users, groups));
  }

  static Optional<Classification> classification(String name, IndexerSettings.Source source) {
    return source
        .classification()
        .map(
            word ->
                Classification.ofWord(word)
                    .orElseThrow(
                        () ->
                            new IllegalArgumentException(
                                key(name, "classification") + " is none of the four")));
  }

  static IllegalArgumentException missing(String key, String because) {
    return new IllegalArgumentException(key + " is missing: " + because);
  }

  private static String key(String name, String setting) {
    return "indexer.sources." + name + "." + setting;
  }
}
