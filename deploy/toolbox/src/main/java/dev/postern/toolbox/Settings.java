package dev.postern.toolbox;

import dev.postern.toolbox.vault.VaultSettings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a test may want otherwise than the demo has it.
 *
 * @param vault whose Vault, accounts, life of leases
 * @param parts settings by part that replace or add to the usual ones: {@code audit}, {@code
 *     indexer}, {@code bridge} and {@code simulator} (properties), {@code postgres} (server
 *     settings)
 * @param learning whether a service's first run after a build keeps what its start learned, for
 *     faster starts from then on; that run stops some seconds later
 */
public record Settings(
    VaultSettings vault, Map<String, Map<String, String>> parts, boolean learning) {
  public static final Settings DEMO = new Settings(VaultSettings.DEMO, Map.of(), false);

  public Settings {
    Map<String, Map<String, String>> copy = new TreeMap<>();
    parts.forEach((part, settings) -> copy.put(part, Map.copyOf(settings)));
    parts = Map.copyOf(copy);
  }

  /** These, with one more setting of a part. */
  public Settings with(String part, String key, String value) {
    Map<String, String> own = new LinkedHashMap<>(of(part));
    own.put(key, value);
    Map<String, Map<String, String>> all = new TreeMap<>(parts);
    all.put(part, own);
    return new Settings(vault, all, learning);
  }

  public Settings with(VaultSettings other) {
    return new Settings(other, parts, learning);
  }

  /** These, for a system that will be started again. */
  public Settings learningStarts() {
    return new Settings(vault, parts, true);
  }

  Map<String, String> of(String part) {
    return parts.getOrDefault(part, Map.of());
  }
}
