package dev.postern.toolbox.vault;

import dev.postern.toolbox.Progress;
import dev.postern.toolbox.tools.Cache;
import dev.postern.toolbox.tools.Command;
import dev.postern.toolbox.tools.GoBuild;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * HashiCorp's own Vault: on PATH, else built from its Go module. The build has a main of its own
 * because the module's {@code replace} lines keep {@code go install} from building it, and the tag
 * {@code minimal}: the PostgreSQL plugin is then a program beside it.
 */
final class HashiCorp {
  private static final String VERSION = "1.21.1";
  private static final String GO_MOD =
      """
      module dev.postern/vault

      go 1.25

      require github.com/hashicorp/vault v%s

      replace github.com/hashicorp/vault/sdk => github.com/hashicorp/vault/sdk v0.20.0
      """
          .formatted(VERSION);
  private static final String MAIN =
      """
      package main

      import (
      	"os"

      	"github.com/hashicorp/vault/command"
      )

      func main() { os.Exit(command.Run(os.Args[1:])) }
      """;
  private static final String TOOLS =
      """
      //go:build tools

      package main

      import _ "github.com/hashicorp/vault/plugins/database/postgresql/postgresql-database-plugin"
      """;

  private HashiCorp() {}

  static VaultProgram program(Cache cache, Progress progress) {
    return Command.onPath("vault")
        .filter(HashiCorp::isHashiCorps)
        .filter(VaultProgram::newEnough)
        .map(binary -> new VaultProgram(binary, Optional.empty()))
        .orElseGet(() -> built(cache, progress));
  }

  private static boolean isHashiCorps(Path binary) {
    return Command.run(List.of(binary.toString(), "version")).output().startsWith("Vault v");
  }

  private static VaultProgram built(Cache cache, Progress progress) {
    Path entry =
        cache.entry(
            "hashicorp-vault-" + VERSION,
            target -> {
              progress.say("building HashiCorp Vault " + VERSION + " (about ten minutes, once)");
              GoBuild build =
                  new GoBuild(
                      target.resolve("source"),
                      Map.of("go.mod", GO_MOD, "main.go", MAIN, "tools.go", TOOLS));
              build.tidy();
              build.build(target.resolve("vault"), ".", "minimal");
              Path plugins = Files.createDirectories(target.resolve("plugins"));
              build.build(
                  plugins.resolve(VaultPlugins.POSTGRESQL),
                  "github.com/hashicorp/vault/plugins/database/postgresql/postgresql-database-plugin",
                  "minimal");
            });
    return new VaultProgram(entry.resolve("vault"), Optional.of(entry.resolve("plugins")));
  }
}
