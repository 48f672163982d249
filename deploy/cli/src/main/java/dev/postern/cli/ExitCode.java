package dev.postern.cli;

import dev.postern.cli.bridge.Problem;

/** How a command exits (contracts section 1). */
final class ExitCode {
  static final int DONE = 0;
  static final int FAILED = 1;
  static final int USAGE = 2;
  static final int QUARANTINED = 3;
  static final int WITHHELD = 4;
  static final int UNAVAILABLE = 5;
  static final int NO_SOURCES = 6;

  private ExitCode() {}

  /** 4 for any 403; 5 for any 429, 502 or 503; otherwise failed. */
  static int of(Problem problem) {
    return switch (problem.status()) {
      case 403 -> WITHHELD;
      case 429, 502, 503 -> UNAVAILABLE;
      default -> FAILED;
    };
  }
}
