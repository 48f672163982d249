package dev.postern.indexer.http;

import dev.postern.indexer.search.Explanation;
import dev.postern.indexer.search.Explanation.Excluded;
import dev.postern.indexer.search.Hit;
import dev.postern.indexer.search.Ranking.Ranked;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How a search came to what it finds: ids, ranks and counts; no title, text or word. */
public record ExplanationReply(
    String shape, long visibleChunks, int words, List<HitView> hits, Excluded excluded) {

  /**
   * A chunk that a leg came back with.
   *
   * @param denseRank null where that leg did not find it
   * @param lexicalRank null where that leg did not find it
   * @param fate shown, joined (to one that is shown), below_floor or beyond_limit
   */
  public record HitView(
      UUID ref,
      UUID documentId,
      @Nullable Integer denseRank,
      @Nullable Integer lexicalRank,
      double cosine,
      double lexical,
      double fused,
      String fate) {}

  static ExplanationReply of(Explanation explanation) {
    return new ExplanationReply(
        explanation.legs().shape().name().toLowerCase(Locale.ROOT),
        explanation.legs().visible(),
        explanation.words(),
        explanation.hits().stream().map(ExplanationReply::view).toList(),
        explanation.excluded());
  }

  private static HitView view(Ranked ranked) {
    Hit hit = ranked.hit();
    return new HitView(
        hit.chunk(),
        hit.document(),
        ranked.denseRank() == 0 ? null : ranked.denseRank(),
        ranked.lexicalRank() == 0 ? null : ranked.lexicalRank(),
        hit.cosine(),
        hit.lexical(),
        ranked.fused(),
        ranked.fate().name().toLowerCase(Locale.ROOT));
  }
}
