package dev.postern.indexer.folder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.postern.indexer.ingest.Rights;
import dev.postern.indexer.subject.PatientId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code <file>.postern.json}: {@code {"acl": [groups] | {"users", "groups"}, "classification",
 * "labels", "subjects": [{"authority", "identifier"}], "title"}}, each of it optional.
 */
record Sidecar(
    @Nullable JsonNode acl,
    @Nullable String classification,
    @Nullable List<String> labels,
    @Nullable List<Subject> subjects,
    @Nullable String title) {

  static final String SUFFIX = ".postern.json";

  static final Sidecar NONE = new Sidecar(null, null, null, null, null);

  private static final int MAX_BYTES = 1 << 16;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  record Subject(@Nullable String authority, @Nullable String identifier) {
    PatientId patient() {
      if (authority == null || identifier == null) {
        throw new IllegalArgumentException("a sidecar names a patient by half");
      }
      return new PatientId(authority, identifier);
    }

    @Override
    public String toString() {
      return "Subject[hidden]";
    }
  }

  static Path of(Path file) {
    return file.resolveSibling(file.getFileName() + SUFFIX);
  }

  /**
   * @throws IOException also where it is not of the form, or larger than 64 KiB
   */
  static Sidecar read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new IOException("a sidecar is larger than 64 KiB");
      }
      return JSON.readValue(bytes, Sidecar.class);
    }
  }

  /** Empty where it says nothing of rights; what names nobody is no rights. */
  Optional<Rights> rights() {
    if (acl == null || acl.isNull()) {
      return Optional.empty();
    }
    return Optional.of(
        acl.isArray()
            ? new Rights(List.of(), names(acl))
            : new Rights(names(acl.path("users")), names(acl.path("groups"))));
  }

  private static List<String> names(JsonNode list) {
    List<String> names = new ArrayList<>();
    list.forEach(name -> names.add(name.isTextual() ? name.textValue() : ""));
    return names;
  }

  List<PatientId> patients() {
    return subjects == null ? List.of() : subjects.stream().map(Subject::patient).toList();
  }

  @Override
  public String toString() {
    return "Sidecar[hidden]";
  }
}
