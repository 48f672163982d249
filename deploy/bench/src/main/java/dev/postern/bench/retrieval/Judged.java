package dev.postern.bench.retrieval;

import dev.postern.indexer.search.Hit;
import dev.postern.indexer.search.Legs;
import dev.postern.indexer.search.Ranking;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Questions, what the legs found for each, and which documents answer it; judged under any ranking.
 * A document counts once, at the first of its passages.
 */
final class Judged {

  private static final int LOOKED_AT = 10;

  private record Question(Legs legs, Set<UUID> right) {}

  private final List<Question> questions = new ArrayList<>();

  void add(Legs legs, Set<UUID> right) {
    questions.add(new Question(legs, right));
  }

  int size() {
    return questions.size();
  }

  /** recall@1, @5, @10, MRR@10 and nDCG@10 of a ranking, without a floor. */
  Map<String, Double> under(Ranking ranking) {
    return measures(
        questions.stream()
            .map(
                q ->
                    rank(
                        ranking.choose(q.legs(), LOOKED_AT).selections().stream()
                            .map(selection -> selection.best().document())
                            .toList(),
                        q.right()))
            .toList());
  }

  /** The same of the lexical leg alone. */
  Map<String, Double> lexical() {
    return measures(
        questions.stream()
            .map(
                q ->
                    rank(
                        q.legs().lexical().stream().limit(LOOKED_AT).map(Hit::document).toList(),
                        q.right()))
            .toList());
  }

  /** The share of questions of which a right passage, or with none named any, has this cosine. */
  double matched(double floor) {
    return questions.stream()
            .filter(
                q ->
                    q.legs().dense().stream()
                        .filter(hit -> q.right().isEmpty() || q.right().contains(hit.document()))
                        .anyMatch(hit -> hit.cosine() >= floor))
            .count()
        / (double) questions.size();
  }

  private static int rank(List<UUID> documents, Set<UUID> right) {
    List<UUID> once = documents.stream().distinct().toList();
    for (int i = 0; i < once.size(); i++) {
      if (right.contains(once.get(i))) {
        return i + 1;
      }
    }
    return 0;
  }

  private static Map<String, Double> measures(List<Integer> ranks) {
    double[] sums = new double[5];
    for (int rank : ranks) {
      sums[0] += rank == 1 ? 1 : 0;
      sums[1] += rank >= 1 && rank <= 5 ? 1 : 0;
      sums[2] += rank >= 1 ? 1 : 0;
      sums[3] += rank >= 1 ? 1.0 / rank : 0;
      sums[4] += rank >= 1 ? Math.log(2) / Math.log(1.0 + rank) : 0;
    }
    List<String> names = List.of("recall@1", "recall@5", "recall@10", "MRR@10", "nDCG@10");
    Map<String, Double> measures = new TreeMap<>();
    for (int i = 0; i < sums.length; i++) {
      measures.put(names.get(i), sums[i] / ranks.size());
    }
    return measures;
  }
}
