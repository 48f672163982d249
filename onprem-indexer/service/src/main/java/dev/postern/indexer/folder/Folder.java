package dev.postern.indexer.folder;

import dev.postern.indexer.ingest.Classification;
import dev.postern.indexer.ingest.DocumentSource;
import dev.postern.indexer.ingest.DocumentType;
import dev.postern.indexer.ingest.Rights;
import dev.postern.indexer.ingest.Upload;
import dev.postern.indexer.subject.PatientId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files below a folder. Hidden ones, sidecars and links are left out; a document's name is its
 * path inside the folder, with {@code /}.
 */
public final class Folder implements DocumentSource {

  private static final int MAX_NAME = 255;

  private final String tenant;
  private final String source;
  private final Path root;
  private final FolderRules rules;
  private final Clock clock;

  public Folder(String tenant, String source, Path root, FolderRules rules, Clock clock) {
    this.tenant = tenant;
    this.source = source;
    this.root = root;
    this.rules = rules;
    this.clock = clock;
  }

  /** The folders below, itself included: where something can happen. */
  List<Path> folders() throws IOException {
    try (Stream<Path> walk = Files.walk(root)) {
      return walk.filter(path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
          .filter(this::isVisible)
          .toList();
    }
  }

  @Override
  public List<Item> items() throws IOException {
    List<Item> items = new ArrayList<>();
    try (Stream<Path> walk = Files.walk(root)) {
      for (Path file : (Iterable<Path>) walk::iterator) {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
            && isVisible(file)
            && !file.toString().endsWith(Sidecar.SUFFIX)) {
          stamp(file).ifPresent(stamp -> items.add(new Item(id(file), stamp)));
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause(); // a folder below cannot be read: what it holds is not gone
    }
    return items;
  }

  private boolean isVisible(Path path) {
    for (Path part : root.relativize(path)) {
      if (part.toString().startsWith(".")) {
        return false;
      }
    }
    return true;
  }

  private String id(Path file) {
    return root.relativize(file).toString().replace('\\', '/');
  }

  private Optional<String> stamp(Path file) throws IOException {
    Path sidecar = Sidecar.of(file);
    try {
      boolean has = Files.exists(sidecar, LinkOption.NOFOLLOW_LINKS);
      return Optional.of(stampOf(file) + (has ? " " + stampOf(sidecar) : ""));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private String stampOf(Path file) throws IOException {
    PosixFileAttributes now = attributes(file);
    String rights =
        now.owner() + ":" + now.group() + " " + now.permissions().stream().sorted().toList();
    return now.fileKey() + " " + now.size() + " " + now.lastModifiedTime() + " " + rights;
  }

  private static PosixFileAttributes attributes(Path file) throws IOException {
    return Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public boolean isGone(String externalId) throws IOException {
    return Files.isDirectory(root)
        && Files.notExists(root.resolve(externalId), LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public Taken read(Item item) throws IOException {
    Path file = root.resolve(item.externalId());
    try {
      PosixFileAttributes before = attributes(file);
      if (isFresh(before) || isFresh(Sidecar.of(file))) {
        return new Taken.Later();
      }
      if (before.size() > rules.maxBytes()) {
        return new Taken.Refused("too-large");
      }
      byte[] content;
      try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
        content = in.readAllBytes();
      }
      boolean still = stamp(file).equals(Optional.of(item.stamp()));
      return still ? taken(item, file, before, content) : new Taken.Later();
    } catch (NoSuchFileException e) {
      return new Taken.Later();
    } catch (AccessDeniedException e) {
      return new Taken.Refused("not-readable");
    }
  }

  private boolean isFresh(PosixFileAttributes file) {
    return file.lastModifiedTime().toInstant().plus(rules.settle()).isAfter(clock.instant());
  }

  private boolean isFresh(Path sidecar) throws IOException {
    return Files.exists(sidecar, LinkOption.NOFOLLOW_LINKS) && isFresh(attributes(sidecar));
  }

  private Taken taken(Item item, Path file, PosixFileAttributes attributes, byte[] content)
      throws IOException {
    String id = item.externalId();
    if (id.length() > MAX_NAME || id.chars().anyMatch(Character::isISOControl)) {
      return new Taken.Refused("name");
    }
    if (content.length == 0) {
      return new Taken.Refused("empty");
    }
    Optional<DocumentType> type = DocumentType.of(file.getFileName().toString(), content);
    if (type.isEmpty()) {
      return new Taken.Refused("unsupported-document");
    }
    Path beside = Sidecar.of(file);
    if (!Files.exists(beside, LinkOption.NOFOLLOW_LINKS)) {
      return described(id, type.get(), attributes, Sidecar.NONE, content);
    }
    // Not to be passed over: who wrote it wanted other rights than the folder's.
    if (!rules.sidecarOwner().equals(Optional.of(attributes(beside).owner().getName()))) {
      return new Taken.Refused("sidecar-owner");
    }
    try {
      return described(id, type.get(), attributes, Sidecar.read(beside), content);
    } catch (NoSuchFileException e) {
      return new Taken.Later();
    } catch (IOException e) {
      return new Taken.Refused("sidecar-malformed");
    }
  }

  private Taken described(
      String id, DocumentType type, PosixFileAttributes file, Sidecar sidecar, byte[] content) {
    Optional<Rights> rights;
    List<PatientId> patients;
    try {
      rights = sidecar.rights();
      patients = sidecar.patients();
    } catch (IllegalArgumentException e) {
      return new Taken.Refused("sidecar-malformed");
    }
    rights = rights.or(() -> rules.posix() ? posix(file) : rules.rights());
    Optional<Classification> classification =
        sidecar.classification() == null
            ? rules.classification()
            : Classification.ofWord(sidecar.classification());
    if (rights.isEmpty() || classification.isEmpty()) {
      return new Taken.Refused(rights.isEmpty() ? "no-rights" : "no-classification");
    }
    if (!patients.stream().allMatch(p -> rules.authorities().contains(p.authority()))) {
      return new Taken.Refused("authority");
    }
    List<String> labels = new ArrayList<>(rules.labels());
    labels.addAll(sidecar.labels() == null ? List.of() : sidecar.labels());
    return new Taken.Whole(
        new Upload(
            tenant,
            source,
            id,
            sidecar.title() == null ? "" : sidecar.title().strip(),
            type,
            classification.get(),
            labels.stream().distinct().toList(),
            rights.get(),
            patients,
            () -> content,
            Upload.digest(content)));
  }

  /** Owner and group, as far as the mode lets them read; others are nobody's rights. */
  private static Optional<Rights> posix(PosixFileAttributes file) {
    boolean owner = file.permissions().contains(PosixFilePermission.OWNER_READ);
    boolean group = file.permissions().contains(PosixFilePermission.GROUP_READ);
    return owner || group
        ? Optional.of(
            new Rights(
                owner ? List.of(file.owner().getName()) : List.of(),
                group ? List.of(file.group().getName()) : List.of()))
        : Optional.empty();
  }
}
