package dev.postern.indexer.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.ToDoubleFunction;

/**
 * From what the legs found to what is shown: reciprocal rank fusion, the relevance floor, no more
 * than a few passages of one document while others wait, neighbours joined. As long as passages
 * above the floor are there, none of the limit's places stays empty.
 *
 * <p>Source: Cormack, Clarke, Büttcher, Reciprocal Rank Fusion, SIGIR 2009; its constant 60.
 *
 * @param floor least cosine of a match
 * @param denseWeight of the dense leg's rank
 * @param lexicalWeight of the lexical leg's rank; 0 leaves the leg out
 * @param perDocument passages of one document before those of others
 * @param joined adjacent chunks that become one passage, 1: none are joined
 */
public record Ranking(
    double floor, double denseWeight, double lexicalWeight, int perDocument, int joined) {

  private static final double CONSTANT = 60;

  /** Hits looked at for each that is shown: joined and crowded-out ones take no place. */
  private static final int DEPTH_FACTOR = 5;

  private static final int LEAST_DEPTH = 30;

  public Ranking {
    if (!(floor >= -1 && floor <= 1)) {
      throw new IllegalArgumentException("the relevance floor is a cosine");
    }
    if (!(denseWeight > 0) || !(lexicalWeight >= 0) || perDocument < 1 || joined < 1) {
      throw new IllegalArgumentException("weights and numbers of a ranking are positive");
    }
  }

  /** What became of a hit. */
  public enum Fate {
    SHOWN,
    JOINED,
    BELOW_FLOOR,
    BEYOND_LIMIT
  }

  /**
   * A hit after fusion.
   *
   * @param denseRank counted from 1; 0 where the leg did not find it
   * @param lexicalRank counted from 1; 0 where the leg did not find it
   */
  public record Ranked(Hit hit, int denseRank, int lexicalRank, double fused, Fate fate) {
    Ranked as(Fate other) {
      return new Ranked(hit, denseRank, lexicalRank, fused, other);
    }
  }

  /**
   * One or more adjacent chunks that are shown as one.
   *
   * @param hits in the order of the text
   * @param best the hit that brought it here
   */
  public record Selection(List<Hit> hits, Hit best) {
    public Selection {
      hits = List.copyOf(hits);
    }

    /** First code point in the document's text. */
    public int start() {
      return hits.getFirst().start();
    }

    /** Code point after the last one. */
    public int end() {
      return hits.getLast().end();
    }

    private boolean adjoins(Hit hit) {
      return hits.getFirst().adjoins(hit) || hits.getLast().adjoins(hit);
    }

    private Selection with(Hit hit) {
      List<Hit> more = new ArrayList<>(hits);
      more.add(hit);
      more.sort(Comparator.comparingInt(Hit::ordinal));
      return new Selection(more, best);
    }
  }

  /** What is shown, best first, and what became of every hit. */
  public record Choice(List<Selection> selections, List<Ranked> hits) {
    public Choice {
      selections = List.copyOf(selections);
      hits = List.copyOf(hits);
    }
  }

  /** How many hits each leg has to come back with for this many passages. */
  public int depth(int limit) {
    return Math.max(LEAST_DEPTH, limit * DEPTH_FACTOR);
  }

  /** Chooses at most this many passages. */
  public Choice choose(Legs legs, int limit) {
    Selecting selecting = new Selecting(limit);
    List<Ranked> fused = fused(legs);
    List<Ranked> crowded = new ArrayList<>();
    Map<UUID, Ranked> judged = new LinkedHashMap<>();
    for (Ranked ranked : fused) {
      if (ranked.hit().cosine() < floor) {
        judged.put(ranked.hit().chunk(), ranked.as(Fate.BELOW_FLOOR));
      } else if (selecting.isCrowded(ranked.hit())) {
        crowded.add(ranked);
      } else {
        judged.put(ranked.hit().chunk(), ranked.as(selecting.take(ranked.hit())));
      }
    }
    for (Ranked ranked : crowded) {
      judged.put(ranked.hit().chunk(), ranked.as(selecting.take(ranked.hit())));
    }
    return new Choice(selecting.selections, fused.stream().map(r -> judged(judged, r)).toList());
  }

  private static Ranked judged(Map<UUID, Ranked> judged, Ranked ranked) {
    return judged.getOrDefault(ranked.hit().chunk(), ranked);
  }

  private List<Ranked> fused(Legs legs) {
    Map<UUID, Integer> dense = ranks(legs.dense(), Hit::cosine);
    Map<UUID, Integer> lexical = ranks(legs.lexical(), Hit::lexical);
    Map<UUID, Hit> hits = new LinkedHashMap<>();
    legs.dense().forEach(hit -> hits.put(hit.chunk(), hit));
    legs.lexical().forEach(hit -> hits.putIfAbsent(hit.chunk(), hit));
    return hits.values().stream()
        .map(
            hit -> {
              int ofDense = dense.getOrDefault(hit.chunk(), 0);
              int ofLexical = lexical.getOrDefault(hit.chunk(), 0);
              double score = share(denseWeight, ofDense) + share(lexicalWeight, ofLexical);
              return new Ranked(hit, ofDense, ofLexical, score, Fate.BEYOND_LIMIT);
            })
        .sorted(BEST_FIRST)
        .toList();
  }

  /** Ties go to the newer document. */
  private static final Comparator<Ranked> BEST_FIRST =
      Comparator.comparingDouble(Ranked::fused)
          .reversed()
          .thenComparing(ranked -> ranked.hit().changed(), Comparator.reverseOrder())
          .thenComparing(
              Comparator.comparingDouble((Ranked ranked) -> ranked.hit().cosine()).reversed())
          .thenComparing(ranked -> ranked.hit().document())
          .thenComparingInt(ranked -> ranked.hit().ordinal());

  private static double share(double weight, int rank) {
    return rank == 0 ? 0 : weight / (CONSTANT + rank);
  }

  /** Equal scores have equal ranks: then which document is newer decides. */
  private static Map<UUID, Integer> ranks(List<Hit> leg, ToDoubleFunction<Hit> score) {
    Map<UUID, Integer> ranks = new HashMap<>();
    int rank = 0;
    double last = Double.NaN;
    for (int i = 0; i < leg.size(); i++) {
      double now = score.applyAsDouble(leg.get(i));
      if (Double.compare(now, last) != 0) {
        rank = i + 1;
        last = now;
      }
      ranks.putIfAbsent(leg.get(i).chunk(), rank);
    }
    return ranks;
  }

  /** One choice in the making. */
  private final class Selecting {
    private final int limit;
    private final List<Selection> selections = new ArrayList<>();
    private final Map<UUID, Integer> ofDocument = new HashMap<>();

    Selecting(int limit) {
      this.limit = limit;
    }

    /** Whether its document has its share already; a neighbour of what is shown crowds nobody. */
    boolean isCrowded(Hit hit) {
      return ofDocument.getOrDefault(hit.document(), 0) >= perDocument && neighbour(hit) < 0;
    }

    Fate take(Hit hit) {
      int beside = neighbour(hit);
      if (beside >= 0) {
        selections.set(beside, selections.get(beside).with(hit));
        return Fate.JOINED;
      }
      if (selections.size() == limit) {
        return Fate.BEYOND_LIMIT;
      }
      selections.add(new Selection(List.of(hit), hit));
      ofDocument.merge(hit.document(), 1, Integer::sum);
      return Fate.SHOWN;
    }

    private int neighbour(Hit hit) {
      for (int i = 0; i < selections.size(); i++) {
        Selection selection = selections.get(i);
        if (selection.hits().size() < joined && selection.adjoins(hit)) {
          return i;
        }
      }
      return -1;
    }
  }
}
