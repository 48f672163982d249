package dev.postern.cli.indexer;

import dev.postern.cli.indexer.Rights.Defaults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files that an ingestion will send, with their names at the source and their rights, all known
 * before the first is sent.
 */
public record Documents(List<Upload> uploads, List<String> complaints) {

  /**
   * One file to send.
   *
   * @param source where it comes from; by default the name of the folder given
   * @param externalId its path inside that folder, with {@code /}
   */
  public record Upload(Path file, String source, String externalId, Rights rights) {
    @Override
    public String toString() {
      return "Upload[" + source + ", " + rights + "]";
    }
  }

  public Documents {
    uploads = List.copyOf(uploads);
    complaints = List.copyOf(complaints);
  }

  /**
   * Looks through files and folders. Hidden files and sidecars are left out.
   *
   * @param source name of the source for all of them, or null for the folder's own name
   */
  public static Documents under(List<Path> paths, @Nullable String source, Defaults defaults)
      throws IOException {
    List<Upload> uploads = new ArrayList<>();
    List<String> complaints = new ArrayList<>();
    for (Path path : paths) {
      Path given = path.toAbsolutePath().normalize();
      if (!Files.exists(given)) {
        complaints.add(path + ": does not exist");
        continue;
      }
      Path folder = Files.isDirectory(given) ? given : given.resolveSibling("");
      String name = source != null ? source : String.valueOf(folder.getFileName());
      for (Path file : files(given)) {
        try {
          String id = folder.relativize(file).toString().replace('\\', '/');
          uploads.add(new Upload(file, name, id, Rights.of(file, defaults)));
        } catch (IllegalArgumentException incomplete) {
          complaints.add(file + ": " + incomplete.getMessage());
        }
      }
    }
    return new Documents(uploads, complaints);
  }

  private static List<Path> files(Path given) throws IOException {
    if (Files.isRegularFile(given)) {
      return List.of(given);
    }
    try (Stream<Path> walk = Files.walk(given)) {
      return walk.filter(Files::isRegularFile)
          .filter(file -> !file.getFileName().toString().endsWith(Rights.SIDECAR))
          .filter(
              file ->
                  Stream.of(given.relativize(file).toString().split("[/\\\\]"))
                      .noneMatch(part -> part.startsWith(".")))
          .sorted()
          .toList();
    }
  }
}
