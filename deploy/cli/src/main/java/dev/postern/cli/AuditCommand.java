package dev.postern.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    description =
        "For reviewers: proves the log, exports it, accounts for disclosures; for whoever answers for it: recovers it.",
    subcommands = {
      AuditVerifyCommand.class,
      AuditExportCommand.class,
      AuditDisclosuresCommand.class,
      AuditReceiptCommand.class,
      AuditRecoverCommand.class
    })
final class AuditCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "verify, export, disclosures, receipt or recover?");
  }
}
