package dev.postern.runtime.boot;

import dev.postern.runtime.vault.DatabaseLogin;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;
import org.jspecify.annotations.Nullable;

/**
 * Flyway over the SQL files under {@code db/migration} beside a service's own classes. It runs
 * without Quarkus, because only the migration may hold the owner's login.
 */
public final class Migration {

  private static final String FOLDER = "db/migration/";

  private final List<LoadableResource> scripts;

  private Migration(List<LoadableResource> scripts) {
    this.scripts = scripts;
  }

  /** The scripts in the jar or folder that holds this class. */
  public static Migration beside(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    if (source == null || source.getLocation() == null) {
      throw new IllegalStateException("it cannot be told where " + type + " was loaded from");
    }
    try {
      Path home = Path.of(source.getLocation().toURI());
      List<LoadableResource> scripts = Files.isDirectory(home) ? inFolder(home) : inJar(home);
      if (scripts.isEmpty()) {
        throw new IllegalStateException("no migration beside " + type);
      }
      return new Migration(scripts);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("it cannot be told where " + type + " was loaded from", e);
    }
  }

  /** Brings the database up to date; an up-to-date one stays as it is. */
  public int apply(String url, DatabaseLogin owner) {
    return apply(url, owner.user(), owner.password());
  }

  /** Brings the database up to date; returns how many scripts ran. */
  public int apply(String url, String user, String password) {
    return Flyway.configure(Migration.class.getClassLoader())
        .dataSource(url, user, password)
        .resourceProvider(new Scripts(scripts))
        .connectRetries(3)
        .load()
        .migrate()
        .migrationsExecuted;
  }

  private static List<LoadableResource> inFolder(Path home) throws IOException {
    Path folder = home.resolve(FOLDER);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<LoadableResource> scripts = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        scripts.add(new Script(file.getFileName().toString(), Files.readString(file)));
      }
    }
    return scripts;
  }

  private static List<LoadableResource> inJar(Path home) throws IOException {
    List<LoadableResource> scripts = new ArrayList<>();
    try (JarFile jar = new JarFile(home.toFile())) {
      List<JarEntry> entries =
          jar.stream()
              .filter(entry -> !entry.isDirectory() && entry.getName().startsWith(FOLDER))
              .toList();
      for (JarEntry entry : entries) {
        try (InputStream content = jar.getInputStream(entry)) {
          scripts.add(
              new Script(
                  entry.getName().substring(FOLDER.length()),
                  new String(content.readAllBytes(), StandardCharsets.UTF_8)));
        }
      }
    }
    return scripts;
  }

  private record Scripts(List<LoadableResource> all) implements ResourceProvider {

    @Override
    public @Nullable LoadableResource getResource(String name) {
      return all.stream()
          .filter(script -> script.getRelativePath().equals(name))
          .findFirst()
          .orElse(null);
    }

    @Override
    public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
      return all.stream()
          .filter(script -> script.getFilename().startsWith(prefix))
          .filter(script -> Stream.of(suffixes).anyMatch(script.getFilename()::endsWith))
          .toList();
    }
  }

  private static final class Script extends LoadableResource {

    private final String name;
    private final String text;

    Script(String name, String text) {
      this.name = name;
      this.text = text;
    }

    @Override
    public Reader read() {
      return new StringReader(text);
    }

    @Override
    public String getAbsolutePath() {
      return FOLDER + name;
    }

    @Override
    public String getAbsolutePathOnDisk() {
      return FOLDER + name;
    }

    @Override
    public String getFilename() {
      return name;
    }

    @Override
    public String getRelativePath() {
      return name;
    }
  }
}
