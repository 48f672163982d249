package dev.postern.toolbox.backup;

import dev.postern.toolbox.ToolboxException;
import dev.postern.toolbox.postgres.PostgreSQL;
import dev.postern.toolbox.tools.Command;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * One database by PostgreSQL's own programs: a consistent moment of it, put back all or nothing.
 */
final class Dump {
  private final PostgreSQL server;

  Dump(PostgreSQL server) {
    this.server = server;
  }

  /** Writes a database, as it is at one moment; of some tables only the definition. */
  void write(String database, Path file, List<String> emptyTables) {
    List<String> options = new ArrayList<>(List.of("--format=custom", "--file=" + file));
    emptyTables.forEach(table -> options.add("--exclude-table-data=" + table));
    options.add(database);
    run("pg_dump", database, options);
  }

  /** Puts a database back that is empty. */
  void read(String database, Path file) {
    run(
        "pg_restore",
        database,
        List.of(
            "--exit-on-error", "--single-transaction", "--dbname=" + database, file.toString()));
  }

  private void run(String program, String database, List<String> options) {
    PGSimpleDataSource source = server.database(database);
    List<String> command = new ArrayList<>();
    command.add(server.program(program).toString());
    command.add("--host=127.0.0.1");
    command.add("--port=" + server.port());
    command.add("--username=" + source.getUser());
    command.addAll(options);
    Command.Result done =
        Command.run(
            command,
            Path.of("").toAbsolutePath(),
            Map.of("PGPASSWORD", String.valueOf(source.getPassword())));
    if (!done.ok()) {
      throw new ToolboxException(
          program + " of " + database + " failed:\n" + done.output().strip());
    }
  }
}
