package dev.postern.bridge.guard;

import dev.postern.bridge.disclosure.IdentifierGuard.AnswerText;
import dev.postern.bridge.disclosure.Refusal;
import dev.postern.bridge.disclosure.Tally;
import dev.postern.deid.restore.StreamRestorer;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An answer for an asker without restore: held back sentence by sentence, each through the
 * de-identifier, links made inert.
 */
final class DeidentifiedAnswer implements AnswerText {
  private static final Pattern SENTENCE_END = Pattern.compile("[.!?][\"')\\]]*\\s+|\\n");
  private static final int LONGEST = 4_000;

  private final QuestionGuard guard;
  private final StreamRestorer links = new StreamRestorer(Map.of());
  private final StringBuilder held = new StringBuilder();

  DeidentifiedAnswer(QuestionGuard guard) {
    this.guard = guard;
  }

  @Override
  public String push(String delta) throws Refusal {
    held.append(delta);
    int ready = 0;
    Matcher end = SENTENCE_END.matcher(held);
    while (end.find()) {
      ready = end.end();
    }
    if (ready == 0 && held.length() > LONGEST) {
      ready = held.lastIndexOf(" ") + 1;
    }
    return ready == 0 ? "" : take(ready);
  }

  @Override
  public String finish() throws Refusal {
    return take(held.length()) + links.finish();
  }

  private String take(int length) throws Refusal {
    String text = held.substring(0, length);
    held.delete(0, length);
    return links.push(text.isBlank() ? text : guard.deidentifiedAroundTokens(text));
  }

  @Override
  public Tally restored() {
    return Tally.NONE;
  }
}
