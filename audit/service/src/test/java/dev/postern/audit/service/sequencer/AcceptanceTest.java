package dev.postern.audit.service.sequencer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.postern.audit.entry.EgressIntent;
import dev.postern.audit.entry.InvalidEntry.Fault;
import dev.postern.audit.entry.Payload;
import dev.postern.audit.entry.Salt;
import dev.postern.audit.entry.Subjects;
import dev.postern.audit.entry.Writer;
import dev.postern.audit.service.Entries;
import dev.postern.audit.service.sequencer.Acceptance.Verdict;
import dev.postern.runtime.ids.Ids;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AcceptanceTest {
  private final Acceptance acceptance = new Acceptance(100);
  private final EgressIntent intent =
      Entries.intent(Entries.question(Ids.next()), Duration.ofMinutes(1));
  private final byte[] leaf = intent.entry(Entries.BODY).leaf();

  @Test
  void anIntentOfTheBridgeWithWhatItCommitsToFits() {
    var fit = assertInstanceOf(Verdict.Fit.class, check(intent.payload(), intent.subjects()));
    assertEquals(intent.entry(Entries.BODY).leafHash(), fit.accepted().leafHash());
  }

  @Test
  void anIntentOfTheIndexerIsForbidden() {
    assertInstanceOf(
        Verdict.Forbidden.class,
        acceptance.check(Writer.INDEXER, leaf, intent.payload(), intent.subjects()));
  }

  @Test
  void anotherPayloadOrNoneIsRefused() {
    assertUnfit(Fault.UNACCEPTABLE, check(Payload.of(new byte[1]), intent.subjects()));
    assertUnfit(Fault.UNACCEPTABLE, check(null, intent.subjects()));
  }

  @Test
  void otherSubjectsAnotherSaltOrNoneAreRefused() {
    var own = Objects.requireNonNull(intent.subjects());
    var others = new Subjects(List.of("AAAAAAAAAAAAAAAAAAAAAAAAAA"), own.salt());
    assertUnfit(Fault.UNACCEPTABLE, check(intent.payload(), others));
    var resalted = new Subjects(own.handles(), Salt.random());
    assertUnfit(Fault.UNACCEPTABLE, check(intent.payload(), resalted));
    assertUnfit(Fault.UNACCEPTABLE, check(intent.payload(), null));
  }

  @Test
  void aPayloadOfTheLimitFitsAndOneByteMoreDoesNot() {
    assertUnfit(Fault.UNACCEPTABLE, check(Payload.of(new byte[100]), intent.subjects()));
    assertUnfit(Fault.TOO_LARGE, check(Payload.of(new byte[101]), intent.subjects()));
  }

  private Verdict check(@Nullable Payload payload, @Nullable Subjects subjects) {
    return acceptance.check(Writer.BRIDGE, leaf, payload, subjects);
  }

  private static void assertUnfit(Fault fault, Verdict verdict) {
    assertEquals(fault, assertInstanceOf(Verdict.Unfit.class, verdict).fault());
  }
}
