package dev.postern.audit.json;

/** The bytes are not the JSON we read. The message names the fault, never the content. */
public final class MalformedJson extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  /** A fault in words. */
  public MalformedJson(String message) {
    super(message);
  }

  /** A fault with what revealed it. */
  public MalformedJson(String message, Throwable cause) {
    super(message, cause);
  }
}
