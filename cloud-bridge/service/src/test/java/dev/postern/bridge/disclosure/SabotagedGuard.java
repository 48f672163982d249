package dev.postern.bridge.disclosure;

import dev.postern.deid.KnownIdentifier;
import dev.postern.deid.Passage;
import dev.postern.deid.pseudonym.Mode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The real guard, whose outbound check also takes some words of the test for identifiers. */
record SabotagedGuard(IdentifierGuard real, Set<String> leaking) implements IdentifierGuard {

  @Override
  public Guarded open(Conversations.Conversation conversation, List<KnownIdentifier> known)
      throws Refusal {
    return new Sabotaged(real.open(conversation, known));
  }

  @Override
  public Guarded open(List<KnownIdentifier> known) throws Refusal {
    return new Sabotaged(real.open(known));
  }

  private final class Sabotaged implements Guarded {
    private final Guarded guarded;

    Sabotaged(Guarded guarded) {
      this.guarded = guarded;
    }

    @Override
    public List<Marked> find(List<Passage> texts) throws Refusal {
      return guarded.find(texts);
    }

    @Override
    public List<Snippet> readable(List<Snippet> snippets) {
      return guarded.readable(snippets);
    }

    @Override
    public Passage earlier(String text) {
      return guarded.earlier(text);
    }

    @Override
    public Replacement replace(List<Marked> texts, Mode mode) throws Refusal {
      return new Leaking(guarded.replace(texts, mode));
    }

    @Override
    public String deidentified(Passage text) throws Refusal {
      return guarded.deidentified(text);
    }

    @Override
    public AnswerText deidentifying() throws Refusal {
      return guarded.deidentifying();
    }
  }

  private final class Leaking implements Replacement {
    private final Replacement replacement;

    Leaking(Replacement replacement) {
      this.replacement = replacement;
    }

    @Override
    public List<String> texts() {
      return replacement.texts();
    }

    @Override
    public Tally replaced() {
      return replacement.replaced();
    }

    @Override
    public boolean leaks(byte[] body) throws Refusal {
      String text = new String(body, StandardCharsets.UTF_8);
      return leaking.stream().anyMatch(text::contains) || replacement.leaks(body);
    }

    @Override
    public boolean leaks(String text) throws Refusal {
      return leaking.stream().anyMatch(text::contains) || replacement.leaks(text);
    }

    @Override
    public Map<String, String> tokens(byte[] body) throws Refusal {
      return replacement.tokens(body);
    }

    @Override
    public AnswerText restoring(Map<String, String> tokens) {
      return replacement.restoring(tokens);
    }
  }
}
