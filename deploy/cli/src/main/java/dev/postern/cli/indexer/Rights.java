package dev.postern.cli.indexer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may read a document and how it is classified, from its sidecar {@code <file>.postern.json}
 * and, where that is silent, from the options of {@code ingest}.
 */
public record Rights(
    List<String> acl,
    String classification,
    List<String> labels,
    List<Subject> subjects,
    @Nullable String title) {

  /** Appended to a document's file name. */
  public static final String SIDECAR = ".postern.json";

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Set<String> CLASSIFICATIONS =
      Set.of("public", "internal", "confidential", "restricted");

  public Rights {
    acl = List.copyOf(acl);
    labels = List.copyOf(labels);
    subjects = List.copyOf(subjects);
    if (acl.isEmpty() || acl.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("no group may read it: give --acl or a sidecar's acl");
    }
    if (!CLASSIFICATIONS.contains(classification)) {
      throw new IllegalArgumentException(
          "classification is '"
              + classification
              + "', not one of public, internal, confidential, restricted");
    }
  }

  /** What the user gave on the command line for files without a sidecar of their own. */
  public record Defaults(List<String> acl, @Nullable String classification) {
    public Defaults {
      acl = List.copyOf(acl);
    }
  }

  /**
   * The rights of one file.
   *
   * @throws IllegalArgumentException if sidecar and defaults together leave rights or
   *     classification open, or the sidecar is malformed; the message says which
   */
  public static Rights of(Path file, Defaults defaults) throws IOException {
    Path sidecar = file.resolveSibling(file.getFileName() + SIDECAR);
    Sidecar own = Files.exists(sidecar) ? Sidecar.read(sidecar) : Sidecar.NONE;
    String classification =
        own.classification != null ? own.classification : defaults.classification;
    if (classification == null) {
      throw new IllegalArgumentException("no classification: give --classification or a sidecar's");
    }
    return new Rights(
        Objects.requireNonNullElse(own.acl, defaults.acl),
        classification,
        Objects.requireNonNullElse(own.labels, List.of()),
        Objects.requireNonNullElse(own.subjects, List.of()),
        own.title);
  }

  private record Sidecar(
      @Nullable List<String> acl,
      @Nullable String classification,
      @Nullable List<String> labels,
      @Nullable List<Subject> subjects,
      @Nullable String title) {

    static final Sidecar NONE = new Sidecar(null, null, null, null, null);

    static Sidecar read(Path file) throws IOException {
      try {
        return JSON.readValue(file.toFile(), Sidecar.class);
      } catch (JsonProcessingException malformed) {
        throw new IllegalArgumentException(
            "its sidecar is malformed at line "
                + malformed.getLocation().getLineNr()
                + ": "
                + malformed.getOriginalMessage().lines().findFirst().orElse(""));
      }
    }
  }

  @Override
  public String toString() {
    return "Rights[" + acl + ", " + classification + ", " + subjects.size() + " subjects]";
  }
}
