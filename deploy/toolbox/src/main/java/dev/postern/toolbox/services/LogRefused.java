package dev.postern.toolbox.services;

import dev.postern.toolbox.ToolboxException;

/** The log does not continue what is remembered of it; a person decides what happens. */
public final class LogRefused extends ToolboxException {
  private static final long serialVersionUID = 1;

  private LogRefused(String message) {
    super(message);
  }

  static LogRefused rolledBack(String difference) {
    return new LogRefused(
        "log-rolled-back: "
            + difference
            + ". Nothing leaves until a person decides. Either a newer copy of the log is put back"
            + " (./postern restore), and nothing is lost; or this one ends, the entries that are"
            + " missing stay lost, provably, and another one continues it (./postern audit"
            + " recover).");
  }

  static LogRefused unwitnessed(String why) {
    return new LogRefused(
        "nobody outside says what the log held: "
            + why
            + ". Nothing leaves until somebody does. Either the witness or the folder of"
            + " checkpoints comes back with its memory; or an operator takes it upon themselves,"
            + " which is recorded: ./postern up --accept-unwitnessed.");
  }
}
