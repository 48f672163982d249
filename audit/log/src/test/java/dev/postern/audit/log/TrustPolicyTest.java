package dev.postern.audit.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.audit.log.TrustPolicy.Verdict;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrustPolicyTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private final TestLog log = new TestLog(3);
  private final Map<String, TestWitness> witnesses = witnesses("X1", "X2", "X3", "Y1", "Y2", "Y3");
  private final String keys = keys();

  /** The shape of C2SP tlog-policy's own example: two of the Xs and any of the Ys. */
  private final TrustPolicy policy =
      TrustPolicy.parse(
          keys
              + "group X-witnesses 2 X1 X2 X3\n\ngroup Y-witnesses any Y1 Y2 Y3\n"
              + " # both\n\tgroup X-and-Y all X-witnesses\tY-witnesses \nquorum X-and-Y\n");

  @Test
  void aCheckpointIsTrustedWithTheQuorumAndNotWithLess() {
    var trusted = assertInstanceOf(Verdict.Trusted.class, policy.judge(cosigned("X1", "X3", "Y2")));
    assertEquals(log.checkpoint(), trusted.checkpoint());
    assertEquals(
        List.of("X1", "X3", "Y2"),
        trusted.witnesses().stream().map(TrustPolicy.Witnessed::witness).toList());
    assertEquals(NOON, trusted.witnesses().getFirst().at());
    assertInstanceOf(Verdict.Refused.class, policy.judge(cosigned("X1", "X2", "X3")));
    assertInstanceOf(Verdict.Refused.class, policy.judge(cosigned("X1", "Y1", "Y2")));
    assertInstanceOf(Verdict.Refused.class, policy.judge(cosigned()));
  }

  @Test
  void everySetOfWitnessesIsJudgedAsTheRuleSays() {
    var names = List.copyOf(witnesses.keySet());
    for (int set = 0; set < 64; set++) {
      var chosen = new HashSet<String>();
      for (int i = 0; i < 6; i++) {
        if ((set >> i & 1) == 1) {
          chosen.add(names.get(i));
        }
      }
      boolean enough = Integer.bitCount(set & 7) >= 2 && (set & 56) != 0;
      assertEquals(enough, policy.quorum().metBy(chosen), chosen.toString());
    }
  }

  @Test
  void aFalseCosignatureOfAKnownWitnessRefusesTheNoteHoweverManyAreTrue() {
    var note = cosigned("X1", "X2", "Y1");
    var false3 = new NoteSignature("X3.example", witness("X3").key.id(), new byte[72]);
    assertInstanceOf(Verdict.Refused.class, policy.judge(note.with(List.of(false3))));
  }

  @Test
  void onlyALogOfThePolicyIsBelieved() {
    var stranger = new TestLog(3);
    var note = SignedNote.parse(stranger.sign(stranger.checkpoint()));
    var none = TrustPolicy.parse("log " + log.key.vkey() + "\nquorum none\n");
    assertInstanceOf(Verdict.Refused.class, none.judge(note));
    assertInstanceOf(Verdict.Trusted.class, none.judge(cosigned()));
    var other = new Checkpoint("other.example/log", 3, log.checkpoint().root());
    var signed = new SignedNote(other.text(), List.of(log.signature(other.text())));
    assertInstanceOf(Verdict.Refused.class, none.judge(signed));
    var text = new SignedNote("no checkpoint\n", List.of(log.signature("no checkpoint\n")));
    assertInstanceOf(Verdict.Refused.class, none.judge(text));
  }

  @Test
  void eachVersionOfALogsKeyIsALogLineOfItsOwn() {
    var rotated = new TestLog(3);
    var both =
        TrustPolicy.parse(
            "log " + log.key.vkey() + " https://x\nlog " + rotated.key.vkey() + "\nquorum none\n");
    assertInstanceOf(Verdict.Trusted.class, both.judge(cosigned()));
    var later = SignedNote.parse(rotated.sign(rotated.checkpoint()));
    assertInstanceOf(Verdict.Trusted.class, both.judge(later));
  }

  @Test
  void aPolicyWeWriteReadsBack() {
    var all = new LinkedHashMap<String, WitnessKey>();
    witnesses.forEach((name, witness) -> all.put(name, witness.key));
    var read = TrustPolicy.parse(TrustPolicy.format(List.of(log.key), all, 2));
    assertEquals(List.of(log.key), read.logs());
    assertEquals(all, read.witnesses());
    assertFalse(read.quorum().metBy(Set.of("X1")));
    assertTrue(read.quorum().metBy(Set.of("X1", "Y3")));
    var bare = TrustPolicy.parse(TrustPolicy.format(List.of(log.key), Map.of(), 0));
    assertTrue(bare.quorum().metBy(Set.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "quorum none",
        "# nothing else\n",
        "quorum none\nquorum none\n",
        "quorum X9\n",
        "quorum\n",
        "quorum X1 X2\n",
        "group g 0 X1\nquorum g\n",
        "group g 3 X1 X2\nquorum g\n",
        "group g 01 X1\nquorum g\n",
        "group g some X1\nquorum g\n",
        "group g any\nquorum g\n",
        "group none any X1\nquorum none\n",
        "group X1 any X2\nquorum X1\n",
        "group g any none\nquorum g\n",
        "group g any g\nquorum g\n",
        "group g any X1 X1\nquorum g\n",
        "group g any X1\ngroup h any X1\nquorum g\n",
        "group g any h\ngroup h any X1\nquorum g\n",
        "witness X1 nonsense\nquorum none\n",
        "log nonsense\nquorum none\n",
        "log\nquorum none\n",
        "tree X1\nquorum none\n",
        "quorum\u00a0none\n",
        "quorum none\r\n",
        "\u0001\nquorum none\n"
      })
  void whatIsNotAPolicyIsRefused(String rest) {
    assertThrows(IllegalArgumentException.class, () -> TrustPolicy.parse(keys + rest));
  }

  @Test
  void aLogThatGoesOnUnderAnotherNameKeepsItsKey() {
    var old = NoteKey.ed25519("postern.example/audit/demo", new byte[32]);
    var next = NoteKey.ed25519("postern.example/audit/demo-2", new byte[32]);
    var both = TrustPolicy.format(List.of(old, next), Map.of(), 0);
    assertEquals(List.of(old, next), TrustPolicy.parse(both).logs());
  }

  @Test
  void aKeyIsThereOnlyOnceAndTheLineIsNamed() {
    var twice = keys + keys + "quorum none\n";
    var refused = assertThrows(IllegalArgumentException.class, () -> TrustPolicy.parse(twice));
    assertTrue(String.valueOf(refused.getMessage()).startsWith("line 8: "));
    var renamed = keys + "witness Z " + witness("X1").key.vkey() + "\nquorum none\n";
    assertThrows(IllegalArgumentException.class, () -> TrustPolicy.parse(renamed));
  }

  private SignedNote cosigned(String... by) {
    var note = SignedNote.parse(log.sign(log.checkpoint()));
    return note.with(Stream.of(by).map(name -> witness(name).cosign(note, NOON)).toList());
  }

  private TestWitness witness(String name) {
    return Objects.requireNonNull(witnesses.get(name));
  }

  private String keys() {
    var out = new StringBuilder("log " + log.key.vkey() + "\n");
    witnesses.forEach(
        (name, witness) -> out.append("witness " + name + " " + witness.key.vkey() + "\n"));
    return out.toString();
  }

  private static Map<String, TestWitness> witnesses(String... names) {
    var all = new LinkedHashMap<String, TestWitness>();
    for (var name : names) {
      all.put(name, new TestWitness(name + ".example"));
    }
    return all;
  }
}
