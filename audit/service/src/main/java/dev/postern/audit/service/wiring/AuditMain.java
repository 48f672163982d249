package dev.postern.audit.service.wiring;

import dev.postern.runtime.boot.ServiceBoot;
import io.quarkus.runtime.annotations.QuarkusMain;

/**
 * The audit service: {@code migrate} applies the migrations, no argument serves; what else an
 * operator may say at a start is in {@link StartArguments}.
 */
@QuarkusMain
public final class AuditMain {
  private AuditMain() {}

  /** Starts. */
  public static void main(String... args) {
    ServiceBoot.run(AuditMain.class, args);
  }
}
