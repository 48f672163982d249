package dev.postern.indexer.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.indexer.ingest.TextExtractor.Cause;
import dev.postern.indexer.ingest.TextExtractor.Extraction;
import java.util.List;
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
    dying.extraction = new Extraction.Died(Cause.OUT_OF_MEMORY);
    run(dying);
    assertEquals(2, dying.attempts);
    assertEquals("parser-out-of-memory", dying.reason);

    World failing = new World();
    failing.extraction = new Extraction.Refused("x.SomeException", List.of("x.Y.z:1"));
    run(failing);
    assertEquals(3, failing.attempts);
    assertEquals("unreadable", failing.reason);

    World empty = new World();
    empty.extraction = new Extraction.Extracted(Structure.of("", List.of()), 0);
    run(empty);
    assertEquals(1, empty.attempts);
    assertEquals("no-text", empty.reason);
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
    scan.extraction = new Extraction.Extracted(Structure.of("", List.of(line)), 40);
    run(scan);
    assertEquals("no-text", scan.reason);
  }

  private static void run(World world) {
    while (world.ingest().next()) {
      assertTrue(world.attempts < 10, "ends");
    }
    assertEquals("quarantined", world.state);
  }
}
