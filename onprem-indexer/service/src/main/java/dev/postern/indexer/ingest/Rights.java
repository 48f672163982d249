package dev.postern.indexer.ingest;

import java.util.List;
import java.util.stream.Stream;

/**
 * Who may read a document. Nobody is not everyone: rights without a user and without a group are
 * refused, and the group of all staff is spelled out.
 *
 * @param users subjects as the issuer names them
 * @param groups groups as the issuer names them
 */
public record Rights(List<String> users, List<String> groups) {

  public Rights {
    users = List.copyOf(users);
    groups = List.copyOf(groups);
    if (users.isEmpty() && groups.isEmpty()) {
      throw new IllegalArgumentException("rights name nobody");
    }
    if (Stream.concat(users.stream(), groups.stream()).anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("rights name a blank user or group");
    }
  }

  /** One list in which a user and a group of the same name differ. */
  public List<String> principals() {
    return principals(users, groups);
  }

  /** The principals that an asker brings. */
  public static List<String> principals(List<String> users, List<String> groups) {
    return Stream.concat(users.stream().map(u -> "u:" + u), groups.stream().map(g -> "g:" + g))
        .distinct()
        .toList();
  }
}
