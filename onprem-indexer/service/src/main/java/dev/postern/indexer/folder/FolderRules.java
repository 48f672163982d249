package dev.postern.indexer.folder;

import dev.postern.indexer.ingest.Classification;
import dev.postern.indexer.ingest.Rights;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where the rights of a folder's documents come from, and what is taken of it.
 *
 * @param rights of each document that has none of its own
 * @param posix whether a file's owner and group, as far as they may read it, are its rights
 * @param sidecarOwner the account whose {@code <file>.postern.json} count; empty: a file with one
 *     is not taken
 * @param classification of each document whose sidecar says none
 * @param labels of each document, besides a sidecar's
 * @param authorities under which a sidecar may name patients
 * @param maxBytes of a file
 * @param settle how long a file must not have changed before it is read
 */
public record FolderRules(
    Optional<Rights> rights,
    boolean posix,
    Optional<String> sidecarOwner,
    Optional<Classification> classification,
    List<String> labels,
    Set<String> authorities,
    long maxBytes,
    Duration settle) {

  public FolderRules {
    labels = List.copyOf(labels);
    authorities = Set.copyOf(authorities);
    if (rights.isEmpty() && !posix && sidecarOwner.isEmpty()) {
      throw new IllegalArgumentException("nothing says who may read a folder's documents");
    }
    if (maxBytes < 1 || settle.isNegative()) {
      throw new IllegalArgumentException("a folder's files have a size and settle");
    }
  }
}
