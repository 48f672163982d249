package dev.postern.bridge.guard;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.postern.bridge.disclosure.IdentifierGuard.AnswerText;
import dev.postern.bridge.disclosure.IdentifierGuard.Replacement;
import dev.postern.bridge.disclosure.Refusal;
import dev.postern.bridge.disclosure.Tally;
import dev.postern.bridge.disclosure.TokenVaults.Vault;
import dev.postern.deid.KnownIdentifier;
import dev.postern.deid.outbound.OutboundCheck;
import dev.postern.deid.outbound.Verdict;
import dev.postern.deid.pseudonym.Deidentified;
import dev.postern.deid.pseudonym.StoredToken;
import dev.postern.deid.pseudonym.Token;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Replaced texts, and the outbound check over all that is known by now. */
final class CheckedReplacement implements Replacement {
  private final DeidGuard guard;
  private final Vault vault;
  private final Deidentified.Replaced replaced;
  private final OutboundCheck check;

  /**
   * @param detected what was found in the texts, in the very forms that stood there
   */
  CheckedReplacement(
      DeidGuard guard,
      Vault vault,
      List<KnownIdentifier> known,
      List<KnownIdentifier> detected,
      Deidentified.Replaced replaced)
      throws Refusal {
    this.guard = guard;
    this.vault = vault;
    this.replaced = replaced;
    List<KnownIdentifier> all = new ArrayList<>(known);
    all.addAll(detected);
    replaced.tokens().forEach(token -> all.addAll(token.known()));
    List<String> kept = replaced.kept().stream().map(Deidentified.Kept::text).toList();
    this.check = guard.within(() -> new OutboundCheck(all, kept));
  }

  @Override
  public List<String> texts() {
    return replaced.texts();
  }

  @Override
  public Tally replaced() {
    return new Tally(replaced.counts());
  }

  @Override
  public boolean leaks(byte[] body) throws Refusal {
    Verdict verdict = guard.within(() -> check.inspect(body));
    return switch (verdict) {
      case Verdict.Clean ignored -> false;
      case Verdict.Residue ignored -> true;
      case Verdict.Unreadable ignored -> true;
    };
  }

  @Override
  public boolean leaks(String text) throws Refusal {
    StringBuilder json = new StringBuilder("\"");
    JsonStringEncoder.getInstance().quoteAsString(text, json);
    return leaks(json.append('"').toString().getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public Map<String, String> tokens(byte[] body) throws Refusal {
    Set<Token> standing = Token.in(new String(body, StandardCharsets.UTF_8));
    Map<String, String> tokens = new LinkedHashMap<>();
    if (!standing.isEmpty()) {
      for (StoredToken token : guard.within(() -> vault.store().tokens())) {
        if (standing.contains(token.token())) {
          tokens.put(token.token().text(), token.value());
        }
      }
    }
    return tokens;
  }

  @Override
  public AnswerText restoring(Map<String, String> tokens) {
    return new RestoredAnswer(tokens);
  }
}
