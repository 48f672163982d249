package dev.postern.bridge.sealing;

/** Makes content keys and opens wrapped ones; the secrets server stands behind it. */
public interface KeyWrapper {

  /** A new key and its wrapped form. */
  Wrapped make() throws SecretsUnavailable;

  /** The key in this wrapped form. */
  ContentKey open(String wrapped) throws SecretsUnavailable;

  /** A key and the form of it that may be stored. */
  record Wrapped(ContentKey key, String wrapped) {

    @Override
    public String toString() {
      return "Wrapped[hidden]";
    }
  }
}
