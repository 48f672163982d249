package dev.postern.indexer.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.indexer.ingest.TextExtractor.Cause;
import dev.postern.indexer.ingest.TextExtractor.Extraction;
import dev.postern.indexer.subject.KnownValue;
import dev.postern.indexer.subject.PatientId;
import dev.postern.indexer.subject.Relationship;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IngestDocumentTest {

  @Test
  void aDocumentIsRecordedThenPublished() {
    World world = new World();
    assertTrue(world.ingest().next());
    assertEquals("done", world.state);
    assertEquals(1, world.published.size());
    assertEquals(1, world.said.size());
    assertFalse(world.ingest().next(), "nothing is left to do");
  }

  @Test
  void killedAtAnyStepItEndsTheSameAndIsRecordedOnce() {
    World undisturbed = new World();
    undisturbed.ingest().next();
    for (int step = 1; step <= undisturbed.steps; step++) {
      World world = new World();
      world.killAtStep = step;
      IngestDocument ingest = world.ingest();
      assertThrows(World.Killed.class, ingest::next, "killed at step " + step);
      while (ingest.next()) {
        assertTrue(world.attempts < 10, "ends");
      }
      assertEquals("done", world.state, "killed at step " + step);
      assertEquals(undisturbed.published, world.published, "killed at step " + step);
      assertEquals(1, world.said.size(), "killed at step " + step);
    }
  }

  @Test
  void whatTheLogDoesNotTakeIsNotPublishedAndNotBlamed() {
    World world = new World();
    world.logAnswers = false;
    world.ingest().next();
    assertEquals(List.of(), world.published);
    assertEquals(0, world.failures);
    world.logAnswers = true;
    world.ingest().next();
    assertEquals(1, world.published.size());
  }

  @Test
  void twoDeathsOrThreeFailuresQuarantineAndNoTextDoesAtOnce() {
    World dying = new World();
    dying.extraction = new Extraction.Died(Cause.OUT_OF_MEMORY, 0);
    run(dying);
    assertEquals(2, dying.begun.get(0));
    assertEquals("parser-out-of-memory", dying.reason);

    World failing = new World();
    failing.extraction = new Extraction.Refused("x.SomeException", List.of("x.Y.z:1"), 0);
    run(failing);
    assertEquals(3, failing.begun.get(0));
    assertEquals("unreadable", failing.reason);

    World empty = new World();
    empty.extraction = new Extraction.Extracted(Structure.of("", List.of()), 0);
    run(empty);
    assertEquals(1, empty.attempts);
    assertEquals("no-text", empty.reason);
  }

  @Test
  void aParserKilledFromOutsideIsNoFaultOfTheDocumentButNotForever() {
    for (DocumentType type : List.of(DocumentType.TEXT, DocumentType.PDF)) {
      World spared = new World();
      spared.type = type;
      Extraction read = spared.extraction;
      spared.pages =
          range -> ++spared.killedParsers <= 3 ? new Extraction.Died(Cause.KILLED, 0) : read;
      while (spared.ingest().next()) {
        assertTrue(spared.attempts < 10, "ends");
      }
      assertEquals("done", spared.state);
      assertEquals(0, spared.deaths);
      assertEquals(List.of(), spared.findings);
    }
    World always = new World();
    always.extraction = new Extraction.Died(Cause.KILLED, 0);
    run(always);
    assertEquals("parser-killed", always.reason);
    assertEquals(4, always.begun.get(0));
  }

  @Test
  void aWorkerThatStopsGivesTheDocumentBackUnblamed() {
    World world = new World();
    IngestDocument stopped = world.ingest();
    stopped.stop();
    stopped.next();
    assertEquals("queued", world.state);
    assertEquals(0, world.failures + world.deaths);
    world.ingest().next();
    assertEquals("done", world.state);
  }

  @Test
  void manyPagesNeedMoreTextThanOne() {
    World scan = new World();
    Block line = new Block(Block.Kind.PARAGRAPH, 0, 1, "Page 1 of 40 scanned");
    scan.type = DocumentType.PDF;
    scan.extraction = new Extraction.Extracted(Structure.of("", List.of(line)), 40);
    run(scan);
    assertEquals("no-text", scan.reason);
  }

  @Test
  void aPageThatKillsItsParserIsFoundAndTheRestIsIndexed() {
    for (boolean told : new boolean[] {true, false}) {
      World world = paged(120, 77, told);
      while (world.ingest().next()) {
        assertTrue(world.attempts < 10, "ends");
      }
      assertEquals("done", world.state);
      assertEquals(List.of("pages 77-77: parser-crashed"), world.findings);
      List<Integer> pages = world.published.stream().map(Chunk::page).toList();
      assertEquals(119, pages.size());
      assertFalse(pages.contains(77));
    }
  }

  @Test
  void partsAreJoinedToOneTextWhoseChunksQuoteIt() {
    World world = paged(120, 0, true);
    world.ingest().next();
    assertEquals("done", world.state);
    for (Chunk chunk : world.published) {
      int from = world.text.offsetByCodePoints(0, chunk.start());
      int to = world.text.offsetByCodePoints(0, chunk.end());
      assertEquals(chunk.text(), world.text.substring(from, to));
    }
    assertEquals(
        IntStream.range(0, 120).boxed().toList(),
        world.published.stream().map(Chunk::ordinal).toList());
  }

  @Test
  void textOfMoreBytesThanAPartMayHaveIsKeptInParts() {
    List<Block> blocks =
        IntStream.range(0, 9)
            .mapToObj(i -> new Block(Block.Kind.PARAGRAPH, 0, 0, "Größe und Gewicht, Teil " + i))
            .toList();
    Structure whole = Structure.of("Long", blocks);
    World one = kept(whole, whole.bytes());
    assertEquals(Set.of(0), one.results.keySet());
    World two = kept(whole, whole.bytes() - 1);
    assertEquals(Set.of(1, 2), two.results.keySet());
    assertEquals(one.text, two.text);
    assertEquals(2, two.published.size(), "no chunk lies across");
    World each = kept(whole, 1);
    assertEquals(9, each.results.size(), "a block is never divided");
    assertEquals(one.text, each.text);
  }

  private static World kept(Structure structure, int sliceBytes) {
    World world = new World();
    world.sliceBytes = sliceBytes;
    world.extraction = new Extraction.Extracted(structure, 0);
    world.ingest().next();
    assertEquals("done", world.state);
    return world;
  }

  @Test
  void pagesOfMoreBytesThanAPartMayHaveAreHalved() {
    World world = paged(40, 0, true);
    world.sliceBytes = 400; // some ten pages
    world.ingest().next();
    assertEquals("done", world.state);
    assertTrue(world.results.size() > 3, world.results.toString());
    assertEquals(40, world.published.stream().map(Chunk::page).distinct().count());
  }

  @Test
  void killedInALongDocumentNoPartThatWasReadIsReadAgain() {
    World undisturbed = paged(120, 0, true);
    undisturbed.ingest().next();
    for (int step = 1; step <= undisturbed.steps; step += 7) {
      World world = paged(120, 0, true);
      world.killAtStep = step;
      IngestDocument ingest = world.ingest();
      assertThrows(World.Killed.class, ingest::next, "killed at step " + step);
      while (ingest.next()) {
        assertTrue(world.attempts < 10, "ends");
      }
      assertEquals(undisturbed.published, world.published, "killed at step " + step);
      int begun = world.begun.values().stream().mapToInt(n -> n).sum();
      assertTrue(begun <= 4, "at most the part at hand is read twice");
    }
  }

  @Test
  void whatADocumentTellsOfAPatientCountsOnlyAsFarAsItsSourceMayTell() {
    FoundSubject found =
        new FoundSubject(
            List.of(new PatientId("AURELIA", "123")),
            List.of(new KnownValue(0, "PERSON", "Anna Kowalska")),
            List.of(new Relationship("u:dr-lind", "attending", null)),
            List.of(),
            List.of("vip"));
    World silent = telling(found, Map.of());
    assertEquals(Map.of(), silent.subjects.records);

    World known =
        telling(found, Map.of("nih", new FeedRule(Map.of("AURELIA", "st-aurelia"), false)));
    assertEquals(Set.of("st-aurelia/123"), known.subjects.records.keySet());
    assertEquals(List.of(), known.subjects.relationships("st-aurelia", "st-aurelia/123"));
    assertEquals(List.of(), known.acts);

    World trusted =
        telling(found, Map.of("nih", new FeedRule(Map.of("AURELIA", "st-aurelia"), true)));
    assertEquals(1, trusted.subjects.relationships("st-aurelia", "st-aurelia/123").size());
    assertEquals(1, trusted.acts.size(), "a change of relationships is recorded");

    World other = telling(found, Map.of("nih", new FeedRule(Map.of("ELSEWHERE", "x"), true)));
    assertEquals(Map.of(), other.subjects.records);
  }

  private static World telling(FoundSubject found, Map<String, FeedRule> feeds) {
    World world = new World();
    world.feeds = feeds;
    Extraction.Extracted read = (Extraction.Extracted) world.extraction;
    world.extraction = new Extraction.Extracted(read.structure(), 0, List.of(), List.of(found));
    world.ingest().next();
    assertEquals("done", world.state);
    return world;
  }

  /** A PDF of which one page kills the parser; told: the child said at which page it was. */
  private static World paged(int count, int deadly, boolean told) {
    World world = new World();
    world.type = DocumentType.PDF;
    world.pages =
        range -> {
          if (range.first() <= deadly && deadly <= range.last()) {
            return new Extraction.Died(Cause.CRASHED, told ? deadly : 0);
          }
          List<Block> blocks = new ArrayList<>();
          for (int page = range.first(); page <= range.last(); page++) {
            String text = "😀 The text of page " + page + " is here.";
            blocks.add(new Block(Block.Kind.PARAGRAPH, 0, page, text));
          }
          return new Extraction.Extracted(Structure.of("Long", blocks), count);
        };
    return world;
  }

  private static void run(World world) {
    while (world.ingest().next()) {
      assertTrue(world.attempts < 10, "ends");
    }
    assertEquals("quarantined", world.state);
  }
}
