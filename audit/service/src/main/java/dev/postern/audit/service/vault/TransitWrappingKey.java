package dev.postern.audit.service.vault;

import dev.postern.audit.service.shredding.WrappingKey;
import dev.postern.runtime.vault.VaultFailure;
import dev.postern.runtime.vault.VaultRejected;
import dev.postern.runtime.vault.VaultSession;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The Transit key {@code payload}, of which this service may only turn, rewrap and trim. */
public final class TransitWrappingKey implements WrappingKey {
  private final VaultSession vault;
  private final String key;

  /** With this service's session. */
  public TransitWrappingKey(VaultSession vault, String key) {
    this.vault = vault;
    this.key = key;
  }

  @Override
  public int turn() {
    return answered(() -> vault.rotate(key));
  }

  @Override
  public List<Optional<String>> rewrap(List<String> wrapped) {
    try {
      return answered(() -> vault.rewrap(key, wrapped)).stream().map(Optional::of).toList();
    } catch (WrappingUnavailable e) {
      if (!(e.getCause() instanceof VaultRejected)) {
        throw e;
      }
      return wrapped.stream().map(this::alone).toList();
    }
  }

  // One that Vault does not know as its own spoils the whole batch.
  private Optional<String> alone(String wrapped) {
    try {
      return Optional.of(vault.rewrap(key, List.of(wrapped)).getFirst());
    } catch (VaultRejected e) {
      return Optional.empty();
    } catch (VaultFailure e) {
      throw new WrappingUnavailable(e);
    }
  }

  @Override
  public void destroyBefore(int version) {
    int left =
        answered(
            () -> {
              vault.trim(key, version);
              return version;
            });
    System.getLogger(TransitWrappingKey.class.getName())
        .log(System.Logger.Level.INFO, "versions of {0} before {1} are destroyed", key, left);
  }

  private static <T> T answered(Supplier<T> call) {
    try {
      return call.get();
    } catch (VaultFailure e) {
      throw new WrappingUnavailable(e);
    }
  }
}
