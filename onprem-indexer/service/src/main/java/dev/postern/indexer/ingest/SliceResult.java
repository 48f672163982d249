package dev.postern.indexer.ingest;

import dev.postern.indexer.ingest.IdentifierFinder.Findings;
import dev.postern.indexer.ingest.IdentifierFinder.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What came of a part of a document, or of all parts joined.
 *
 * @param title as the document gives it; empty where it gives none
 * @param chunks with offsets into the text
 * @param vectors one per chunk
 * @param notes what was left unread inside of it
 * @param patients handles of those whom it tells of
 */
public record SliceResult(
    String title,
    String text,
    List<Chunk> chunks,
    List<float[]> vectors,
    Findings findings,
    Set<String> notes,
    Set<String> patients) {

  private static final String BETWEEN = "\n\n";

  public SliceResult {
    chunks = List.copyOf(chunks);
    vectors = List.copyOf(vectors);
    notes = Set.copyOf(notes);
    patients = Set.copyOf(patients);
    if (chunks.size() != vectors.size()) {
      throw new IllegalArgumentException("each chunk has a vector");
    }
  }

  /** One text of all parts in order, divided like blocks are; offsets move along. */
  public static SliceResult join(String detector, List<SliceResult> parts) {
    StringBuilder text = new StringBuilder();
    List<Chunk> chunks = new ArrayList<>();
    List<float[]> vectors = new ArrayList<>();
    List<Span> spans = new ArrayList<>();
    Set<String> notes = new TreeSet<>();
    Set<String> patients = new TreeSet<>();
    String title = "";
    int at = 0;
    for (SliceResult part : parts) {
      if (!part.text.isEmpty() && !text.isEmpty()) {
        text.append(BETWEEN);
        at += BETWEEN.length();
      }
      text.append(part.text);
      for (Chunk chunk : part.chunks) {
        chunks.add(chunk.moved(chunks.size(), at));
      }
      for (Span span : part.findings.spans()) {
        spans.add(new Span(at + span.start(), at + span.end(), span.type(), span.score()));
      }
      vectors.addAll(part.vectors);
      notes.addAll(part.notes);
      patients.addAll(part.patients);
      title = title.isEmpty() ? part.title : title;
      at += part.text.codePointCount(0, part.text.length());
    }
    return new SliceResult(
        title, text.toString(), chunks, vectors, new Findings(detector, spans), notes, patients);
  }

  /** Characters that are not blank. */
  public long inked() {
    return text.codePoints().filter(c -> !Character.isWhitespace(c)).count();
  }

  @Override
  public String toString() {
    return "SliceResult[" + chunks.size() + " chunks]";
  }
}
