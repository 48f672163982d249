package dev.postern.runtime.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.postern.toolbox.tls.SelfSigned;
import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets come from Vault itself, whatever proxy the JVM was started with. */
class VaultProxyTest {
  private final @Nullable ProxySelector before = ProxySelector.getDefault();
  private final List<URI> asked = new ArrayList<>();

  @TempDir Path folder;

  @BeforeEach
  void aProxyForEverything() {
    SelfSigned.write(folder);
    ProxySelector.setDefault(
        new ProxySelector() {
          @Override
          public List<Proxy> select(URI uri) {
            asked.add(uri);
            return List.of(Proxy.NO_PROXY);
          }

          @Override
          public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
        });
  }

  @AfterEach
  void theJvmsOwn() {
    ProxySelector.setDefault(before);
  }

  @Test
  void noProxyIsLookedFor() {
    VaultCalls calls =
        new VaultCalls(
            new VaultAccess(
                URI.create("https://127.0.0.1:1"),
                folder.resolve("tls.crt"),
                folder.resolve("role"),
                folder.resolve("secret"),
                Duration.ofSeconds(1)));

    assertThrows(VaultUnavailable.class, () -> calls.read("token", "kv/anything"));

    assertEquals(List.of(), asked);
  }
}
