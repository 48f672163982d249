package dev.postern.bridge.guard;

import dev.postern.bridge.disclosure.IdentifierGuard.AnswerText;
import dev.postern.bridge.disclosure.IdentifierGuard.Guarded;
import dev.postern.bridge.disclosure.IdentifierGuard.Marked;
import dev.postern.bridge.disclosure.IdentifierGuard.Replacement;
import dev.postern.bridge.disclosure.Refusal;
import dev.postern.bridge.disclosure.Snippet;
import dev.postern.bridge.disclosure.TokenVaults.Vault;
import dev.postern.deid.Findings;
import dev.postern.deid.KnownIdentifier;
import dev.postern.deid.Passage;
import dev.postern.deid.pseudonym.Deidentified;
import dev.postern.deid.pseudonym.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The guard of one question, over its conversation's vault and what is known. */
final class QuestionGuard implements Guarded {
  private static final Pattern TOKEN = Pattern.compile("\\[[A-Z]+(?:_[A-Z]+)?_[0-9]{1,9}\\]");

  private final DeidGuard guard;
  private final Vault vault;
  private final List<KnownIdentifier> known;

  QuestionGuard(DeidGuard guard, Vault vault, List<KnownIdentifier> known) {
    this.guard = guard;
    this.vault = vault;
    this.known = List.copyOf(known);
  }

  @Override
  public List<Marked> find(List<Passage> texts) throws Refusal {
    List<Findings> found = guard.within(() -> guard.detector().findAll(texts, known));
    List<Marked> marked = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      marked.add(new Marked(texts.get(i).text(), found.get(i)));
    }
    return marked;
  }

  @Override
  public List<Snippet> readable(List<Snippet> snippets) {
    String accepted = guard.detector().digest();
    int left = guard.unread();
    List<Snippet> readable = new ArrayList<>();
    for (Snippet snippet : snippets) {
      Findings findings = snippet.findings();
      boolean read = findings != null && findings.detector().equals(accepted);
      int unread = read ? 0 : snippet.text().length();
      if (unread <= left) {
        left -= unread;
        readable.add(snippet);
      }
    }
    return readable;
  }

  @Override
  public Passage earlier(String text) {
    return Passage.readBy(guard.detector().digest(), text, List.of());
  }

  @Override
  public Replacement replace(List<Marked> texts, Mode mode) throws Refusal {
    List<KnownIdentifier> detected =
        texts.stream().flatMap(text -> text.findings().values(text.text()).stream()).toList();
    return new CheckedReplacement(guard, vault, known, detected, replaced(texts, mode));
  }

  private Deidentified.Replaced replaced(List<Marked> texts, Mode mode) throws Refusal {
    List<String> plain = texts.stream().map(Marked::text).toList();
    List<Findings> findings = texts.stream().map(Marked::findings).toList();
    Deidentified result =
        guard.within(
            () ->
                vault
                    .store()
                    .together(
                        store ->
                            guard
                                .deidentifier()
                                .apply(mode, plain, findings, known, store, vault.key())));
    return switch (result) {
      case Deidentified.Replaced replaced -> replaced;
    };
  }

  @Override
  public String deidentified(Passage text) throws Refusal {
    List<Marked> marked = find(List.of(text));
    return replaced(marked, Mode.PSEUDONYMS).texts().getFirst();
  }

  /** As {@link #deidentified}, but tokens that stand in the text stay what they are. */
  String deidentifiedAroundTokens(String text) throws Refusal {
    if (find(List.of(Passage.of(text))).getFirst().findings().spans().isEmpty()) {
      return text;
    }
    StringBuilder out = new StringBuilder();
    Matcher token = TOKEN.matcher(text);
    int from = 0;
    while (token.find()) {
      out.append(between(text.substring(from, token.start()))).append(token.group());
      from = token.end();
    }
    return out.append(between(text.substring(from))).toString();
  }

  private String between(String text) throws Refusal {
    return text.isBlank() ? text : deidentified(Passage.of(text));
  }

  @Override
  public AnswerText deidentifying() {
    return new DeidentifiedAnswer(this);
  }
}
