package dev.postern.bench.retrieval;

import dev.postern.indexer.pgvector.PgVector;
import dev.postern.toolbox.postgres.PostgreSQL;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * An index database of the bench's own, with the indexer's own schema; dropped at the end. The
 * server is started where it does not run, and stopped again.
 */
final class IndexDatabase implements AutoCloseable {

  private final PostgreSQL postgres;
  private final boolean ran;
  private final String name;
  private final AgroalDataSource connections;

  private IndexDatabase(PostgreSQL postgres, boolean ran, String name) throws SQLException {
    this.postgres = postgres;
    this.ran = ran;
    this.name = name;
    PGSimpleDataSource login = postgres.database(name);
    this.connections =
        AgroalDataSource.from(
            new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(
                    pool ->
                        pool.maxSize(2)
                            .connectionFactoryConfiguration(
                                factory ->
                                    factory
                                        .jdbcUrl(postgres.jdbcUrl(name))
                                        .principal(new NamePrincipal(login.getUser()))
                                        .credential(new SimplePassword(login.getPassword())))));
  }

  static IndexDatabase make(PostgreSQL postgres) throws IOException, SQLException {
    boolean ran = postgres.part().running();
    postgres.start();
    IndexDatabase database = new IndexDatabase(postgres, ran, postgres.scratch("index"));
    try (Connection connection = database.connections.getConnection();
        Statement statement = connection.createStatement()) {
      for (String migration : migrations()) {
        statement.execute(migration);
      }
    }
    return database;
  }

  private static List<String> migrations() throws IOException {
    try {
      Path jar =
          Path.of(PgVector.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      if (Files.isDirectory(jar)) {
        return read(jar.resolve("db/migration"));
      }
      try (FileSystem inside =
          FileSystems.newFileSystem(URI.create("jar:" + jar.toUri()), Map.of())) {
        return read(inside.getPath("db/migration"));
      }
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  private static List<String> read(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> inOrder = files.sorted(Comparator.comparingInt(IndexDatabase::version)).toList();
      List<String> migrations = new ArrayList<>();
      for (Path file : inOrder) {
        migrations.add(Files.readString(file));
      }
      return migrations;
    }
  }

  private static int version(Path migration) {
    return Integer.parseInt(migration.getFileName().toString().replaceAll("^V(\\d+)__.*", "$1"));
  }

  /** Connections that are kept, as a service keeps its own. */
  DataSource connections() {
    return connections;
  }

  void execute(String sql) throws SQLException {
    try (Connection connection = connections.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() throws SQLException {
    connections.close();
    try (Connection connection = postgres.database("postgres").getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("drop database " + name + " with (force)");
    }
    if (!ran) {
      postgres.part().stop();
    }
  }
}
