package dev.postern.audit.service.shredding;

import java.util.List;
import java.util.Optional;

/** The key that wraps the keys of subjects. Fails with {@link WrappingUnavailable}. */
public interface WrappingKey {
  /** Makes a new version; returns its number. */
  int turn();

  /**
   * The same keys wrapped under the newest version, in order, never seen in the clear; nothing for
   * what was never wrapped by this key.
   */
  List<Optional<String>> rewrap(List<String> wrapped);

  /** Destroys all older versions for ever. */
  void destroyBefore(int version);

  /** Vault does not answer. */
  final class WrappingUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** With what was heard instead. */
    public WrappingUnavailable(Throwable cause) {
      super("the wrapping key cannot be turned", cause);
    }
  }
}
