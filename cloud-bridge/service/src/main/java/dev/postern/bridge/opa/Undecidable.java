package dev.postern.bridge.opa;

/** OPA gave no answer that may be used; says which kind, never content. */
final class Undecidable extends Exception {
  private static final long serialVersionUID = 1L;

  Undecidable(String cause) {
    super(cause, null, false, false);
  }

  String cause() {
    return String.valueOf(getMessage());
  }
}
