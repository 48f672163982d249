package dev.postern.cli;

import dev.postern.cli.demo.DemoCommand;
import java.net.URI;
import java.nio.file.Path;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code ./postern}: the one entry to a checkout of Postern. */
@Command(
    name = "postern",
    mixinStandardHelpOptions = true,
    version = "postern 0.1.0",
    description = "The gate between documents that must not leave and cloud models.",
    subcommands = {
      DemoCommand.class,
      TestCommand.class,
      UpCommand.class,
      DownCommand.class,
      StatusCommand.class,
      LogsCommand.class,
      BackupCommand.class,
      RestoreCommand.class,
      IngestCommand.class,
      QuarantineCommand.class,
      AskCommand.class,
      SearchCommand.class,
      AuditCommand.class,
      PolicyCommand.class,
      DeidCommand.class,
      BenchCommand.class
    })
public final class Postern implements Runnable {

  private static final Pattern SERVICE =
      Pattern.compile("https://([A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]+])(:[0-9]{1,5})?/?");

  @Spec private CommandSpec spec;

  private Postern() {}

  /** Exits with the command's exit code, see {@link ExitCode}. */
  public static void main(String[] args) {
    Terminal terminal = Terminal.system();
    Path root = Path.of(System.getProperty("postern.root", "")).toAbsolutePath();
    System.exit(commandLine(terminal, new Checkout(root, terminal)).execute(args));
  }

  /** The command line over a checkout, for {@code main} and for tests. */
  public static CommandLine commandLine(Terminal terminal, Checkout checkout) {
    CommandLine commands = new CommandLine(new Postern(), new Commands(terminal, checkout));
    commands.setCaseInsensitiveEnumValuesAllowed(true);
    commands.registerConverter(URI.class, Postern::service);
    commands.setExecutionExceptionHandler(
        (failure, command, parsed) -> Failures.tell(terminal, failure));
    return commands;
  }

  private static URI service(String given) {
    if (!SERVICE.matcher(given).matches()) {
      throw new TypeConversionException("'" + given + "' is no address like https://host:port");
    }
    return URI.create(given);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which command?");
  }
}
