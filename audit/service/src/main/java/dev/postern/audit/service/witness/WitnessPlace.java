package dev.postern.audit.service.witness;

import dev.postern.audit.log.AddCheckpoint;
import dev.postern.audit.log.Checkpoint;
import dev.postern.audit.log.SignedNote;
import dev.postern.audit.log.TreeReader;
import dev.postern.audit.service.sequencer.CheckpointStore;
import dev.postern.audit.service.sequencer.CheckpointStore.Kept;
import dev.postern.audit.service.witness.RemoteWitness.Reply;
import java.io.IOException;
import java.util.Optional;

/** A witness: it is sent the proof from what it remembers, and its cosignature is stored. */
final class WitnessPlace implements Place {
  private final String name;
  private final String origin;
  private final RemoteWitness witness;
  private final CheckpointStore store;
  private long remembered;

  WitnessPlace(String name, String origin, RemoteWitness witness, CheckpointStore store) {
    this.name = name;
    this.origin = origin;
    this.witness = witness;
    this.store = store;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void remember(Kept kept) throws IOException {
    var reply = add(kept);
    if (reply instanceof Reply.Remembers other) {
      remembered = other.size();
      if (remembered > kept.checkpoint().size()) {
        throw new IOException(
            "it has seen " + remembered + " entries, this is " + kept.checkpoint().size());
      }
      reply = add(kept);
    }
    switch (reply) {
      case Reply.Cosigned cosigned -> {
        remembered = kept.checkpoint().size();
        store.keep(kept.checkpoint(), witness.key(), cosigned.cosignature());
      }
      case Reply.Remembers again -> throw new IOException("its memory changes between two calls");
      case Reply.Refused refused -> throw new IOException(refused.why());
    }
  }

  private Reply add(Kept kept) throws IOException {
    long size = kept.checkpoint().size();
    long old = Math.min(remembered, size);
    var proof = new TreeReader(store.tiles(size), size).consistency(old);
    return witness.add(new AddCheckpoint(old, proof.path(), SignedNote.parse(kept.note())));
  }

  @Override
  public Optional<SignedNote> last() throws IOException {
    var note = witness.last(origin);
    if (note.isPresent() && !Checkpoint.parse(note.get().text()).origin().equals(origin)) {
      throw new IOException("answered with another log's checkpoint");
    }
    return note;
  }
}
