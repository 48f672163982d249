package dev.postern.indexer.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.postern.indexer.search.Ranking.Choice;
import dev.postern.indexer.search.Ranking.Fate;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RankingTest {

  private static final Instant NEW = Instant.parse("2026-11-01T00:00:00Z");
  private static final Instant OLD = Instant.parse("2020-11-01T00:00:00Z");

  @Test
  void whatBothLegsFindComesBeforeWhatOneFindsAlone() {
    Hit onlyDense = hit(1, 0, 0.90, OLD, 0);
    Hit both = hit(2, 0, 0.85, OLD, 0);
    Hit onlyLexical = hit(3, 0, 0.70, OLD, 9);
    Legs legs = legs(List.of(onlyDense, both), List.of(onlyLexical, both));
    assertEquals(List.of(both, onlyDense, onlyLexical), shown(ranking(1, 0.9, 9, 1), legs, 3));
    assertEquals(List.of(onlyDense, both, onlyLexical), shown(ranking(1, 0, 9, 1), legs, 3));
  }

  @Test
  void nothingBelowTheFloorIsShownWhateverItsWords() {
    Hit near = hit(1, 0, 0.61, OLD, 0);
    Hit far = hit(2, 0, 0.59, OLD, 9);
    Legs legs = legs(List.of(near), List.of(far));
    Choice choice = ranking(1, 1, 9, 1).choose(legs, 5);
    assertEquals(List.of(near), choice.selections().stream().map(s -> s.best()).toList());
    assertEquals(Fate.BELOW_FLOOR, choice.hits().getLast().fate());
  }

  @Test
  void ofTwoThatAreEquallyNearTheNewerDocumentComesFirst() {
    Hit old = hit(1, 0, 0.8, OLD, 0);
    Hit recent = hit(2, 0, 0.8, NEW, 0);
    Hit nearer = hit(3, 0, 0.81, OLD, 0);
    assertEquals(
        List.of(nearer, recent, old),
        shown(ranking(1, 1, 9, 1), legs(List.of(nearer, old, recent), List.of()), 3));
  }

  @Test
  void oneDocumentDoesNotTakeEveryPlaceWhileOthersWait() {
    Hit first = hit(1, 0, 0.9, OLD, 0);
    Hit second = hit(1, 2, 0.8, OLD, 0);
    Hit other = hit(2, 0, 0.7, OLD, 0);
    Legs legs = legs(List.of(first, second, other), List.of());
    assertEquals(List.of(first, other), shown(ranking(1, 1, 1, 1), legs, 2));
  }

  @Test
  void aPlaceIsNeverLeftEmptyForTheSakeOfOtherDocuments() {
    Hit first = hit(1, 0, 0.9, OLD, 0);
    Hit second = hit(1, 2, 0.8, OLD, 0);
    assertEquals(
        List.of(first, second),
        shown(ranking(1, 1, 1, 1), legs(List.of(first, second), List.of()), 2));
  }

  @Test
  void neighboursBecomeOnePassageInTheOrderOfTheTextAndTakeOnePlace() {
    Hit later = hit(1, 5, 0.9, OLD, 0);
    Hit apart = hit(1, 7, 0.8, OLD, 0);
    Hit earlier = hit(1, 4, 0.7, OLD, 0);
    Choice choice = ranking(1, 1, 1, 2).choose(legs(List.of(later, apart, earlier), List.of()), 2);
    assertEquals(2, choice.selections().size());
    assertEquals(List.of(earlier, later), choice.selections().getFirst().hits());
    assertEquals(later, choice.selections().getFirst().best());
    assertEquals(earlier.start(), choice.selections().getFirst().start());
    assertEquals(later.end(), choice.selections().getFirst().end());
  }

  @Test
  void aPassageGrowsNoLongerThanIsSaid() {
    List<Hit> run = List.of(hit(1, 1, 0.9, OLD, 0), hit(1, 2, 0.8, OLD, 0), hit(1, 3, 0.7, OLD, 0));
    Choice choice = ranking(1, 1, 9, 2).choose(legs(run, List.of()), 5);
    assertEquals(List.of(2, 1), choice.selections().stream().map(s -> s.hits().size()).toList());
  }

  @Test
  void chunksUnderDifferentHeadingsStayApart() {
    Hit one = hit(1, 1, 0.9, OLD, 0);
    Hit two = hit(1, 2, 0.8, OLD, 0);
    Hit elsewhere =
        new Hit(two.chunk(), two.document(), 1, 2, 0, "Other", two.start(), two.end(), OLD, 0.8, 0);
    assertEquals(
        List.of(one, elsewhere),
        shown(ranking(1, 1, 9, 2), legs(List.of(one, elsewhere), List.of()), 5));
  }

  @Test
  void aRankingWithoutADenseLegIsNone() {
    assertThrows(IllegalArgumentException.class, () -> ranking(0, 1, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> ranking(1, -0.1, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> ranking(1, 1, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> ranking(1, 1, 1, 0));
    assertThrows(IllegalArgumentException.class, () -> new Ranking(1.1, 1, 1, 1, 1));
  }

  private static Ranking ranking(double dense, double lexical, int perDocument, int joined) {
    return new Ranking(0.6, dense, lexical, perDocument, joined);
  }

  private static List<Hit> shown(Ranking ranking, Legs legs, int limit) {
    return ranking.choose(legs, limit).selections().stream().map(s -> s.best()).toList();
  }

  private static Legs legs(List<Hit> dense, List<Hit> lexical) {
    return new Legs(Legs.Shape.EXACT, dense.size(), dense, lexical);
  }

  private static Hit hit(long document, int ordinal, double cosine, Instant at, double lexical) {
    return new Hit(
        new UUID(document, ordinal),
        new UUID(document, -1),
        1,
        ordinal,
        0,
        "Section",
        ordinal * 100,
        ordinal * 100 + 90,
        at,
        cosine,
        lexical);
  }
}
