package dev.postern.audit.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddCheckpointTest {
  private static final String EXAMPLE = Golden.text("add-checkpoint.txt");

  /** The example of C2SP tlog-witness. */
  @Test
  void theSpecificationsExampleReadsAndWritesBack() {
    var request = AddCheckpoint.parse(EXAMPLE);
    assertEquals(20_852_014, request.oldSize());
    assertEquals(4, request.proof().size());
    assertEquals(20_852_163, Checkpoint.parse(request.note().text()).size());
    assertEquals(2, request.note().signatures().size());
    assertEquals(EXAMPLE, request.format());
  }

  @Test
  void aFirstRequestHasNoProofAndALaterOneTheConsistencyProof() throws IOException {
    var log = new TestLog(300);
    var note = SignedNote.parse(log.sign(log.checkpoint()));
    var first = new AddCheckpoint(0, Collections.emptyList(), note);
    assertEquals("old 0\n\n" + note.format(), first.format());
    var proof = new TreeReader(log.source(), 300).consistency(200);
    var later = new AddCheckpoint(200, proof.path(), note);
    assertEquals(later, AddCheckpoint.parse(later.format()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "old 1",
        "old 1\n",
        "new 1\n\n",
        "old  1\n\n",
        "old 01\n\n",
        "old -1\n\n",
        "old 1 \n\n",
        "OLD 1\n\n",
        "old 99999999999999999999\n\n",
        "old 1\nAAAA\n\n",
        "old 1\r\n\n"
      })
  void whatIsNotARequestIsRefused(String head) {
    var checkpoint = EXAMPLE.substring(EXAMPLE.indexOf("\n\n") + 2);
    assertThrows(
        IllegalArgumentException.class,
        () -> AddCheckpoint.parse(head.isEmpty() ? "" : head + checkpoint));
  }

  @Test
  void aProofHasAtMostSixtyThreeHashes() {
    var note = SignedNote.parse(EXAMPLE.substring(EXAMPLE.indexOf("\n\n") + 2));
    var most = new AddCheckpoint(1, Collections.nCopies(63, Hash.EMPTY_TREE), note);
    assertEquals(63, AddCheckpoint.parse(most.format()).proof().size());
    assertThrows(
        IllegalArgumentException.class,
        () -> new AddCheckpoint(1, Collections.nCopies(64, Hash.EMPTY_TREE), note));
    var tooMany = most.format().replaceFirst("\n", "\n" + Hash.EMPTY_TREE.base64() + "\n");
    assertThrows(IllegalArgumentException.class, () -> AddCheckpoint.parse(tooMany));
  }
}
