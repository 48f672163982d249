package dev.postern.audit.service.witness;

import dev.postern.audit.log.Checkpoint;
import dev.postern.audit.service.sequencer.CheckpointStore;
import dev.postern.audit.service.sequencer.CheckpointStore.Kept;
import dev.postern.audit.service.sequencer.Publication;
import dev.postern.audit.service.sequencer.RememberedCheckpoints;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** All places outside the log's database that remember its checkpoints. */
public final class Witnesses implements RememberedCheckpoints {
  private final List<Place> places = new ArrayList<>();
  private final List<Remembering> rememberings = new ArrayList<>();
  private final List<Remembering> cosigning = new ArrayList<>();
  private final Publication publication;

  /**
   * The places of one log.
   *
   * @param origin the log's name
   * @param witnesses by the names that operators give them
   * @param folder a folder elsewhere, if there is one
   * @param store where cosignatures are kept
   * @param newest the newest signed checkpoint
   */
  public Witnesses(
      String origin,
      Map<String, RemoteWitness> witnesses,
      Optional<CheckpointFolder> folder,
      CheckpointStore store,
      Supplier<Optional<Kept>> newest,
      Publication publication,
      InstantSource clock) {
    this.publication = publication;
    witnesses.forEach(
        (name, witness) -> {
          var place = new WitnessPlace(name, origin, witness, store);
          places.add(place);
          cosigning.add(new Remembering(place, newest, clock, this::count));
        });
    rememberings.addAll(cosigning);
    folder.ifPresent(
        there -> {
          var place = new FolderPlace(origin, there);
          places.add(place);
          rememberings.add(new Remembering(place, newest, clock, () -> {}));
        });
  }

  private void count() {
    publication.cosigned((int) cosigning.stream().filter(Remembering::answering).count());
  }

  /** One for each place, to be run on a thread of its own. */
  public List<Remembering> rememberings() {
    return List.copyOf(rememberings);
  }

  @Override
  public List<Memory> recall() {
    return places.stream().map(Witnesses::recall).toList();
  }

  private static Memory recall(Place place) {
    try {
      var note = place.last();
      if (note.isEmpty()) {
        return new Memory.Unknown(place.name());
      }
      var checkpoint = Checkpoint.parse(note.get().text());
      return new Memory.Known(place.name(), new Kept(checkpoint, note.get().format()));
    } catch (IOException | IllegalArgumentException e) {
      return new Memory.Silent(place.name(), String.valueOf(e.getMessage()));
    }
  }
}
