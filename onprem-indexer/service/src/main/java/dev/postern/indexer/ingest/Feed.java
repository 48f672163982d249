package dev.postern.indexer.ingest;

import java.util.List;

/**
 * A source that brings no rights of its own: what is configured for it holds for each of its
 * documents.
 *
 * @param name of the source
 */
public record Feed(
    String name, String tenant, Rights rights, Classification classification, List<String> labels) {

  public Feed {
    labels = List.copyOf(labels);
    if (name.isBlank() || tenant.isBlank()) {
      throw new IllegalArgumentException("a feed has a name and a tenant");
    }
  }

  /** How its acts are named in the log. */
  public String actor() {
    return actor(name);
  }

  static String actor(String source) {
    return "feed:" + source;
  }

  /** One document of it. */
  public Upload document(String externalId, DocumentType type, byte[] content) {
    return new Upload(
        tenant,
        name,
        externalId,
        "",
        type,
        classification,
        labels,
        rights,
        List.of(),
        () -> content,
        Upload.digest(content));
  }
}
