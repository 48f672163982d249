package dev.postern.audit.service.wiring;

import dev.postern.runtime.boot.ServiceBoot;
import io.quarkus.runtime.annotations.QuarkusMain;

/** The audit service: {@code migrate} applies the migrations, no argument serves. */
@QuarkusMain
public final class AuditMain {
  private AuditMain() {}

  /** Starts. */
  public static void main(String... args) {
    ServiceBoot.run(AuditMain.class, args);
  }
}
