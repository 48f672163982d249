package dev.postern.toolbox.postgres;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import dev.postern.toolbox.PrivateFile;
import dev.postern.toolbox.Progress;
import dev.postern.toolbox.ToolboxException;
import dev.postern.toolbox.tools.Cache;
import dev.postern.toolbox.tools.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The files of a PostgreSQL server: made by initdb beside their place and moved there when
 * complete.
 */
record Cluster(Path data) {
  boolean exists() {
    return Files.isDirectory(data);
  }

  void make(
      PostgresInstallation installation,
      ServerAccount account,
      String superuser,
      String password,
      Progress progress) {
    progress.say("making a new PostgreSQL " + installation.major() + " cluster");
    Path half = data.resolveSibling("postgres.new");
    Path fresh = half.resolve("cluster");
    try {
      Cache.delete(half);
      Files.createDirectories(half);
      account.open(fresh, progress);
      Path passwordFile = half.resolve("password");
      PrivateFile.write(passwordFile, password);
      account.own(half);
      Command.Result initdb =
          Command.run(
              account.command(initdb(installation, fresh, superuser, passwordFile)),
              half,
              Map.of());
      if (!initdb.ok()) {
        throw new ToolboxException("initdb failed:\n" + initdb.output());
      }
      Files.move(fresh, data, ATOMIC_MOVE);
      Cache.delete(half);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make a PostgreSQL cluster in " + data, e);
    }
  }

  private static List<String> initdb(
      PostgresInstallation installation, Path fresh, String superuser, Path passwordFile) {
    List<String> command = new ArrayList<>();
    command.add(installation.program("initdb").toString());
    command.add("--pgdata=" + fresh);
    command.add("--username=" + superuser);
    command.add("--pwfile=" + passwordFile);
    command.add("--auth=scram-sha-256");
    command.add("--encoding=UTF8");
    command.add("--locale=C.UTF-8");
    if (installation.major() >= 17) {
      command.add("--locale-provider=builtin");
    }
    return command;
  }
}
