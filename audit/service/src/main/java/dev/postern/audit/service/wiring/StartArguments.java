package dev.postern.audit.service.wiring;

import dev.postern.audit.log.SignedNote;
import dev.postern.audit.service.sequencer.StartProof.Operator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What an operator says at a start: {@code --accept-unwitnessed} lets the log begin although no
 * witness and no folder of checkpoints answers; {@code --continue=FILE} begins an empty log whose
 * predecessor ended with the checkpoint in that file. Either is recorded as the first entry.
 */
final class StartArguments {
  private static final String ACCEPT = "--accept-unwitnessed";
  private static final String CONTINUE = "--continue=";

  private StartArguments() {}

  static Operator parse(String... arguments) {
    boolean accept = false;
    Optional<SignedNote> predecessor = Optional.empty();
    for (var argument : arguments) {
      if (argument.equals(ACCEPT)) {
        accept = true;
      } else if (argument.startsWith(CONTINUE)) {
        predecessor = Optional.of(note(Path.of(argument.substring(CONTINUE.length()))));
      } else {
        throw new IllegalArgumentException(
            "unknown argument; known are " + ACCEPT + ", " + CONTINUE);
      }
    }
    return new Operator(accept, predecessor);
  }

  private static SignedNote note(Path file) {
    try {
      return SignedNote.parse(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException("the predecessor's checkpoint cannot be read", e);
    }
  }
}
