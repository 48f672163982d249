package dev.postern.runtime.boot;

import dev.postern.runtime.problem.WithoutContent;
import dev.postern.runtime.vault.CertificateRequest;
import dev.postern.runtime.vault.IssuedCertificate;
import dev.postern.runtime.vault.VaultFailure;
import dev.postern.runtime.vault.VaultSession;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Keeps the certificate files fresh: a new certificate at two thirds of the present one's life. */
final class CertificateRenewal implements AutoCloseable {

  private static final System.Logger LOGGER = System.getLogger(CertificateRenewal.class.getName());
  private static final Duration RETRY = Duration.ofSeconds(5);

  private final VaultSession session;
  private final CertificateRequest request;
  private final CertificateFiles files;
  private final Clock clock;
  private final List<Runnable> onRenewal = new CopyOnWriteArrayList<>();
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().daemon().name("certificate").factory());

  CertificateRenewal(
      VaultSession session, CertificateRequest request, CertificateFiles files, Clock clock) {
    this.session = session;
    this.request = request;
    this.files = files;
    this.clock = clock;
  }

  /** Writes the first certificate now and renews it from then on. */
  void start() {
    schedule(issue());
  }

  void onRenewal(Runnable action) {
    onRenewal.add(action);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }

  private Duration issue() {
    IssuedCertificate issued = session.issue(request);
    files.write(issued);
    Duration life = Duration.between(clock.instant(), issued.notAfter());
    return life.multipliedBy(2).dividedBy(3);
  }

  private void renew() {
    try {
      Duration next = issue();
      onRenewal.forEach(Runnable::run);
      schedule(next);
    } catch (VaultFailure | UncheckedIOException e) {
      tryOn(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      // A task that throws is never run again, and a certificate that ends stops the service.
      tryOn(WithoutContent.describe(e));
    }
  }

  private void tryOn(String why) {
    LOGGER.log(
        System.Logger.Level.WARNING, "the certificate was not renewed ({0}), trying on", why);
    schedule(RETRY);
  }

  private void schedule(Duration delay) {
    if (!timer.isShutdown()) {
      var unused =
          timer.schedule(this::renew, Math.max(delay.toMillis(), 1_000), TimeUnit.MILLISECONDS);
    }
  }
}
