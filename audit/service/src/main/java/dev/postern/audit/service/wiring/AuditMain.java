package dev.postern.audit.service.wiring;

import dev.postern.runtime.boot.ServiceBoot;
import io.quarkus.runtime.annotations.QuarkusMain;

/**
 * The audit service: {@code migrate} applies the migrations, {@link EndLog end-log} lets a log end
 * after a rollback that cannot be undone, no argument serves; what else an operator may say at a
 * start is in {@link StartArguments}.
 */
@QuarkusMain
public final class AuditMain {
  private AuditMain() {}

  /** Starts. */
  public static void main(String... args) {
    if (args.length > 0 && args[0].equals(EndLog.COMMAND)) {
      ServiceBoot.asOwner(AuditSettings.class, EndLog.parse(args));
    } else {
      ServiceBoot.run(AuditMain.class, AuditSettings.class, args);
    }
  }
}
