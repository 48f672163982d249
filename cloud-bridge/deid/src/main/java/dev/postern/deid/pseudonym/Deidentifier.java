package dev.postern.deid.pseudonym;

import dev.postern.deid.Findings;
import dev.postern.deid.KnownIdentifier;
import dev.postern.deid.Span;
import dev.postern.deid.pseudonym.Deidentified.Kept;
import dev.postern.deid.pseudonym.Deidentified.Replaced;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Takes identifiers out of texts that leave together, under the decided mode. Texts and findings
 * are parallel lists. Earlier turns that are kept with their tokens are not given: they left
 * already as they are.
 */
public final class Deidentifier {

  private final Clock clock;
  private final RandomGenerator random;

  /**
   * @param clock says which years would tell an age over 89
   * @param random a cryptographic source: Safe Harbor's codes come from it
   */
  public Deidentifier(Clock clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  /**
   * @param store the conversation's vault; only {@link Mode#PSEUDONYMS} allocates in it
   * @param key for the vault's index, see {@link Pseudonyms}
   * @param known as given to the detector
   */
  public Deidentified apply(
      Mode mode,
      List<String> texts,
      List<Findings> findings,
      Collection<KnownIdentifier> known,
      TokenStore store,
      IndexKey key) {
    if (texts.size() != findings.size()) {
      throw new IllegalArgumentException("one findings per text");
    }
    return switch (mode) {
      case PSEUDONYMS -> new Pseudonyms(store, key, known).replace(texts, findings);
      case SAFE_HARBOR -> new SafeHarbor(clock, random, known).replace(texts, findings);
      case SURROGATES -> new Surrogates(random, known).replace(texts, findings);
      case NONE -> kept(texts, findings);
    };
  }

  private static Replaced kept(List<String> texts, List<Findings> findings) {
    List<Kept> kept = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      for (Piece piece : Piece.cut(texts.get(i), findings.get(i).spans())) {
        Span span = piece.span();
        if (span != null) {
          kept.add(new Kept(span.type(), piece.text()));
        }
      }
    }
    return new Replaced(texts, List.of(), Map.of(), kept);
  }
}
