package dev.postern.bench;

import dev.postern.toolbox.Postern;
import java.time.Duration;
import java.util.Optional;

/**
 * CPU time of the driver (this process) and the simulator: what a bench must not charge to Postern.
 */
final class CpuShare {

  private final ProcessHandle simulator;
  private final Duration before;

  private CpuShare(ProcessHandle simulator) {
    this.simulator = simulator;
    this.before = used();
  }

  static CpuShare start(Postern postern) {
    long pid = postern.part("simulator").pid().orElseThrow();
    return new CpuShare(ProcessHandle.of(pid).orElseThrow());
  }

  /** Cores kept busy on average over the time since the start. */
  double cores(double seconds) {
    return used().minus(before).toNanos() / 1e9 / seconds;
  }

  private Duration used() {
    return cpu(simulator).plus(cpu(ProcessHandle.current()));
  }

  private static Duration cpu(ProcessHandle process) {
    Optional<Duration> cpu = process.info().totalCpuDuration();
    return cpu.orElse(Duration.ZERO);
  }
}
