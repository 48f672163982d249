package dev.postern.toolbox.services;

import dev.postern.toolbox.ToolboxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Postern's three services. */
public enum Service {
  AUDIT("audit", "audit/service", "audit", "512m"),
  INDEXER("indexer", "onprem-indexer/service", "index", "1g"),
  BRIDGE("bridge", "cloud-bridge/service", "bridge", "512m");

  private final String id;
  private final String module;
  private final String database;
  private final String heap;

  Service(String id, String module, String database, String heap) {
    this.id = id;
    this.module = module;
    this.database = database;
    this.heap = heap;
  }

  /** Name of the part, of the AppRole, of the PKI role and of the configuration file. */
  public String id() {
    return id;
  }

  public String database() {
    return database;
  }

  String heap() {
    return heap;
  }

  /** The built application of a checkout. */
  Path jar(Path checkout) {
    Path jar = checkout.resolve(module).resolve("target/quarkus-app/quarkus-run.jar");
    if (!Files.exists(jar)) {
      throw new ToolboxException(
          "the " + id + " service is not built: " + jar + " is missing; './postern up' builds it");
    }
    return jar;
  }

  /** Changes whenever the application is built anew. */
  String build(Path checkout) {
    Path application = jar(checkout).resolveSibling("app");
    try (Stream<Path> jars = Files.list(application)) {
      StringBuilder build = new StringBuilder();
      for (Path jar : jars.sorted().toList()) {
        build
            .append(jar.getFileName())
            .append(' ')
            .append(Files.getLastModifiedTime(jar))
            .append('\n');
      }
      return build.toString();
    } catch (IOException e) {
      throw new ToolboxException("cannot read " + application, e);
    }
  }

  static List<Service> all() {
    return List.of(values());
  }
}
