package dev.postern.toolbox;

/**
 * A part could not be found, started or configured. The message is one sentence for the person at
 * the terminal.
 */
public class ToolboxException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ToolboxException(String message) {
    super(message);
  }

  public ToolboxException(String message, Throwable cause) {
    super(message, cause);
  }
}
