package dev.postern.audit.service.witness;

import dev.postern.audit.log.SignedNote;
import dev.postern.audit.service.sequencer.CheckpointStore.Kept;
import java.io.IOException;
import java.util.Optional;

/** A folder of its own for checkpoints. */
record FolderPlace(String origin, CheckpointFolder folder) implements Place {
  @Override
  public String name() {
    return "checkpoint-folder";
  }

  @Override
  public void remember(Kept kept) throws IOException {
    folder.keep(kept);
  }

  @Override
  public Optional<SignedNote> last() throws IOException {
    return folder.last(origin);
  }
}
