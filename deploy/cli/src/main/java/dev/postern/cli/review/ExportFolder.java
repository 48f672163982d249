package dev.postern.cli.review;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postern.cli.review.ReviewClient.Export;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder that an export is written into. How far each file is stands in {@code export.json}; a
 * file is cut back to it when an export resumes, so that no line is there twice or half.
 */
public final class ExportFolder {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String STATE = "export.json";

  private final Path folder;
  private final Export export;
  private final ObjectNode state;

  private ExportFolder(Path folder, Export export, ObjectNode state) {
    this.folder = folder;
    this.export = export;
    this.state = state;
  }

  /**
   * The unfinished or finished export in a folder; nothing where the folder is empty or none.
   *
   * @param asked what is exported, in words: another export does not continue this one
   * @throws IOException if something else is in it
   */
  public static Optional<ExportFolder> found(Path folder, String asked) throws IOException {
    if (!Files.exists(folder)) {
      return Optional.empty();
    }
    Path file = folder.resolve(STATE);
    if (!Files.exists(file)) {
      try (Stream<Path> files = Files.list(folder)) {
        if (files.findAny().isPresent()) {
          throw new IOException(folder + " holds something else than an export; give a new folder");
        }
      }
      return Optional.empty();
    }
    JsonNode kept = JSON.readTree(file.toFile());
    if (!(kept instanceof ObjectNode state) || !kept.path("asked").asText().equals(asked)) {
      throw new IOException(
          folder
              + " holds another export ("
              + kept.path("asked").asText()
              + "); give a new folder");
    }
    Export export =
        new Export(
            state.path("id").asText(),
            state.path("log").asText(),
            state.path("first").asLong(),
            state.path("end").asLong());
    return Optional.of(new ExportFolder(folder, export, state));
  }

  /** A new export in a folder that is empty or made now. */
  public static ExportFolder begin(Path folder, String asked, Export export) throws IOException {
    Files.createDirectories(folder);
    ObjectNode state = JSON.createObjectNode();
    state.put("asked", asked).put("id", export.id()).put("log", export.log());
    state.put("first", export.first()).put("end", export.end());
    ExportFolder begun = new ExportFolder(folder, export, state);
    begun.save();
    return begun;
  }

  public Export export() {
    return export;
  }

  public Path path() {
    return folder;
  }

  /** Where a file goes on: the index of its next entry. */
  public long next(String file) {
    return state.path("files").path(file).path("next").asLong(export.first());
  }

  /** Whether a file holds all it will; an export without entries still has its header. */
  public boolean done(String file) {
    return state.path("files").path(file).path("done").asBoolean(false);
  }

  /** Adds lines to a file, and notes where it goes on. */
  public void append(String file, byte[] lines, long next) throws IOException {
    long size = state.path("files").path(file).path("bytes").asLong(0);
    try (FileChannel channel =
        FileChannel.open(
            folder.resolve(file), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.truncate(size);
      channel.position(size);
      ByteBuffer rest = ByteBuffer.wrap(lines);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(false);
    }
    state
        .withObject("/files")
        .withObject("/" + file)
        .put("next", next)
        .put("bytes", size + lines.length)
        .put("done", next >= export.end());
    save();
  }

  /** Writes a whole file. */
  public void write(String file, byte[] bytes) throws IOException {
    Path target = folder.resolve(file);
    Files.createDirectories(target.getParent());
    Path part = Files.write(target.resolveSibling(target.getFileName() + ".part"), bytes);
    Files.move(part, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  private void save() throws IOException {
    write(STATE, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(state));
  }
}
