package dev.postern.toolbox;

/** Hears what the toolbox is doing, one line at a time, never with a secret in it. */
@FunctionalInterface
public interface Progress {
  void say(String line);

  /** Lines on standard error. */
  static Progress stderr() {
    return System.err::println;
  }

  static Progress silent() {
    return line -> {};
  }
}
