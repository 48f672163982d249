package dev.postern.indexer.ingest;

import java.io.IOException;
import java.util.List;

/** Port: a place elsewhere that holds documents, such as a folder. */
public interface DocumentSource {

  /**
   * A document that is there.
   *
   * @param externalId the source's own name for it
   * @param stamp another one whenever content or rights changed
   */
  record Item(String externalId, String stamp) {
    @Override
    public String toString() {
      return "Item[]"; // names tell of patients
    }
  }

  /** What came of reading one. */
  sealed interface Taken {
    /** The document with its rights. */
    record Whole(Upload upload) implements Taken {}

    /**
     * Not as it is.
     *
     * @param code such as {@code unsupported-document}
     */
    record Refused(String code) implements Taken {}

    /** It is being written or went away; there is a next time. */
    record Later() implements Taken {}
  }

  /**
   * All that is there now.
   *
   * @throws IOException if that cannot be told: then nothing is concluded from what was seen
   */
  List<Item> items() throws IOException;

  /** Whether it is certain that this one is not there. */
  boolean isGone(String externalId) throws IOException;

  Taken read(Item item) throws IOException;
}
