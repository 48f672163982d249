package dev.postern.toolbox.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.postern.toolbox.policy.Difference.Change;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What counts as another decision, and which controls it is laid to. */
class DifferenceTest {
  private static final String PERMIT =
      "{'outcome':'permit','reasons':[],'obligations':{'max_snippets':8,'restore':true}}";
  private static final String WITHHELD =
      "{'outcome':'withhold','obligations':null,'reasons':"
          + "[{'code':'clearance.classification','control':'clearance','message':'Ask.'}]}";

  @Test
  void theSameAnswerIsNoneAndNeitherIsAnotherWording() {
    assertEquals(Optional.empty(), between(PERMIT, PERMIT));
    assertEquals(Optional.empty(), between(WITHHELD, WITHHELD.replace("Ask.", "Read.")));
  }

  @Test
  void whatIsNewlyWithheldIsLaidToTheControlThatWithholdsIt() {
    is(Change.NEWLY_WITHHELD, Set.of("clearance"), PERMIT, WITHHELD);
  }

  @Test
  void whatIsNewlyAllowedIsLaidToTheControlThatWithheldIt() {
    is(Change.NEWLY_ALLOWED, Set.of("clearance"), WITHHELD, PERMIT);
  }

  @Test
  void otherObligationsAreNamed() {
    is(
        Change.OTHER_OBLIGATIONS,
        Set.of("obligation max_snippets"),
        PERMIT,
        PERMIT.replace("8", "4"));
    is(
        Change.OTHER_OBLIGATIONS,
        Set.of("obligation restore"),
        PERMIT,
        PERMIT.replace(",'restore':true", ""));
    is(
        Change.OTHER_OBLIGATIONS,
        Set.of("obligation classifications_max"),
        "{'outcome':'permit','reasons':[],'classifications_max':'internal'}",
        "{'outcome':'permit','reasons':[],'classifications_max':'public'}");
  }

  @Test
  void anotherReasonForTheSameIsLaidToBothControls() {
    is(
        Change.OTHER_REASONS,
        Set.of("clearance", "rate"),
        WITHHELD,
        "{'outcome':'withhold','obligations':null,'reasons':"
            + "[{'code':'rate.hour','control':'rate','message':'Wait.'}]}");
  }

  @Test
  void noAnswerIsUndecided() {
    assertEquals(
        Optional.of(new Difference(Change.UNDECIDED, Set.of("undecided"))),
        Difference.between(json(PERMIT), MissingNode.getInstance()));
  }

  private static void is(Change change, Set<String> causes, String recorded, String other) {
    assertEquals(Optional.of(new Difference(change, causes)), between(recorded, other));
  }

  private static Optional<Difference> between(String recorded, String other) {
    return Difference.between(json(recorded), json(other));
  }

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
