package dev.postern.audit.log;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.postern.audit.log.WitnessKey.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class WitnessKeyTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private final TestLog log = new TestLog(3);
  private final TestWitness witness = new TestWitness("witness.example/w1");
  private final SignedNote note = SignedNote.parse(log.sign(log.checkpoint()));

  @Test
  void whatIsSignedHasTheBytesOfTheSpecification() {
    var text =
        "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
    assertArrayEquals(
        ("cosignature/v1\ntime 1679315147\n" + text).getBytes(StandardCharsets.UTF_8),
        WitnessKey.message(1_679_315_147, text));
  }

  @Test
  void aCosignatureMadeBySomebodyElsesSoftwareVerifies() {
    var golden = SignedNote.parse(Golden.text("checkpoint.txt"));
    var key = WitnessKey.parse(Golden.text("witness.vkey"));
    var cosigned = assertInstanceOf(Verdict.Cosigned.class, key.verify(golden));
    assertEquals(Instant.parse("2026-11-22T09:43:14Z"), cosigned.at());
    assertEquals(Golden.text("witness.vkey"), key.vkey() + "\n");
  }

  @Test
  void aCosignatureSaysWhoSawTheCheckpointAndWhen() {
    var cosigned = SignedNote.parse(note.with(List.of(witness.cosign(note, NOON))).format());
    assertEquals(new Verdict.Cosigned(NOON), witness.key.verify(cosigned));
    assertEquals(
        new SignedNote.Verdict.Signed(List.of(log.key)), cosigned.verify(List.of(log.key)));
    assertEquals(new Verdict.Missing(), witness.key.verify(note));
    assertEquals(new Verdict.Missing(), new TestWitness("witness.example/w1").key.verify(cosigned));
  }

  @Test
  void ofSeveralCosignaturesTheNewestCounts() {
    var both =
        note.with(List.of(witness.cosign(note, NOON), witness.cosign(note, NOON.minusSeconds(60))));
    assertEquals(new Verdict.Cosigned(NOON), witness.key.verify(both));
  }

  @Test
  void everyFlippedBitOfACosignatureIsFound() {
    var bytes = witness.cosign(note, NOON).bytes();
    for (int bit = 0; bit < bytes.length * 8; bit++) {
      var flipped = bytes.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      var forged =
          note.with(List.of(new NoteSignature("witness.example/w1", witness.key.id(), flipped)));
      assertEquals(new Verdict.Forged(), witness.key.verify(forged), "bit " + bit);
    }
  }

  @Test
  void aCosignatureOfAnotherCheckpointOrWithoutATimeIsForged() {
    var other = SignedNote.parse(new TestLog(4).sign(new TestLog(4).checkpoint()));
    var moved = note.with(List.of(witness.cosign(other, NOON)));
    assertEquals(new Verdict.Forged(), witness.key.verify(moved));
    var timeless = note.with(List.of(witness.cosign(note, Instant.EPOCH)));
    assertEquals(new Verdict.Forged(), witness.key.verify(timeless));
  }

  @Test
  void aLogsKeyIsNoWitnessesKey() {
    assertThrows(IllegalArgumentException.class, () -> WitnessKey.parse(log.key.vkey()));
    assertThrows(IllegalArgumentException.class, () -> NoteKey.parse(witness.key.vkey()));
  }
}
