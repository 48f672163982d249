package dev.postern.bridge.guard;

import dev.postern.bridge.disclosure.IdentifierGuard.AnswerText;
import dev.postern.bridge.disclosure.Tally;
import dev.postern.deid.IdentifierType;
import dev.postern.deid.pseudonym.Token;
import dev.postern.deid.restore.StreamRestorer;
import java.util.EnumMap;
import java.util.Map;

/** An answer that gets its identifiers back. */
final class RestoredAnswer implements AnswerText {
  private final StreamRestorer restorer;

  RestoredAnswer(Map<String, String> tokens) {
    this.restorer = new StreamRestorer(tokens);
  }

  @Override
  public String push(String delta) {
    return restorer.push(delta);
  }

  @Override
  public String finish() {
    return restorer.finish();
  }

  @Override
  public Tally restored() {
    Map<IdentifierType, Integer> counts = new EnumMap<>(IdentifierType.class);
    restorer
        .restored()
        .forEach(
            (token, times) ->
                Token.in(token).forEach(each -> counts.merge(each.type(), times, Integer::sum)));
    return new Tally(counts);
  }
}
