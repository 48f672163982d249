package dev.postern.toolbox;

/** Something has to be installed first; the message names what. */
public final class MissingPrerequisite extends ToolboxException {
  private static final long serialVersionUID = 1L;

  public MissingPrerequisite(String message) {
    super(message);
  }
}
