package dev.postern.cli;

import dev.postern.toolbox.ToolboxException;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import javax.net.ssl.SSLException;
import picocli.CommandLine.ParameterException;

/** What a person is told when a command fails for a reason it did not foresee. */
final class Failures {

  private Failures() {}

  static int tell(Terminal terminal, Exception failure) throws Exception {
    switch (failure) {
      case ParameterException usage -> throw usage;
      case ToolboxException expected -> terminal.complain(String.valueOf(expected.getMessage()));
      case ConnectException nobody ->
          terminal.complain(
              "nobody answers there: is it up? ./postern status says, ./postern up starts it.");
      case SSLException untrusted ->
          terminal.complain("no trusted connection: " + untrusted.getMessage());
      case NoSuchFileException missing ->
          terminal.complain(missing.getFile() + ": there is no such file or folder");
      case AccessDeniedException closed ->
          terminal.complain(closed.getFile() + ": may not be read or written by this account");
      case IOException io -> terminal.complain(String.valueOf(io.getMessage()));
      case InterruptedException interrupted -> {
        Thread.currentThread().interrupt();
        terminal.complain("interrupted");
      }
      default -> {
        terminal.complain("this is a defect of Postern, please report it:");
        failure.printStackTrace();
      }
    }
    return ExitCode.FAILED;
  }
}
