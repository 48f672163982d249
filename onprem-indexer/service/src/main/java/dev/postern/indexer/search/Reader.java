package dev.postern.indexer.search;

import dev.postern.indexer.ingest.Rights;
import java.util.List;
import java.util.Set;

/**
 * Whose rights a search runs under, as the asker's own token says.
 *
 * @param user the issuer's name for the person
 */
public record Reader(String tenant, String user, Set<String> groups) {

  public Reader {
    if (tenant.isBlank() || user.isBlank()) {
      throw new IllegalArgumentException("a reader has a tenant and a name");
    }
    groups = Set.copyOf(groups);
  }

  /** As rights and relationships name them. */
  public List<String> principals() {
    return Rights.principals(List.of(user), groups.stream().sorted().toList());
  }
}
