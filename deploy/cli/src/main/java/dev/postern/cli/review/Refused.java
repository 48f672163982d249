package dev.postern.cli.review;

import dev.postern.cli.bridge.Problem;

/** The audit service refuses. */
public final class Refused extends Exception {

  private static final long serialVersionUID = 1;

  private final transient Problem problem;

  Refused(Problem problem) {
    super(problem.sentence());
    this.problem = problem;
  }

  /** What it says. */
  public Problem problem() {
    return problem;
  }
}
