package dev.postern.cli.demo;

/** A step of the demo did not show what it says. */
final class NotShown extends Exception {
  private static final long serialVersionUID = 1L;

  NotShown(String what) {
    super(what);
  }

  static void unless(boolean shown, String what) throws NotShown {
    if (!shown) {
      throw new NotShown(what);
    }
  }
}
