package dev.postern.deid;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds identifiers by patterns, by a model, by what is known about the people concerned, and by
 * all of it once more over everything that could leave together: what is found once is found
 * everywhere. Immutable and thread-safe; time grows with the text and with the number of known
 * identifiers, whatever the input.
 */
public final class Detector {

  /**
   * Rises with every change to what the rules do that neither their expressions nor their words
   * show.
   */
  private static final String VERSION = "rules-3";

  private static final double KNOWN = 1.0;
  private static final double PROPAGATED = 0.8;

  private final List<Rules> rules;
  private final @Nullable Learned learned;
  private final String digest;

  private Detector(List<Rules> rules, @Nullable Learned learned) {
    this.rules = List.copyOf(rules);
    this.learned = learned;
    this.digest = VERSION + ":" + hash(rules) + (learned == null ? "" : "+" + learned.digest());
  }

  /** Rules and model. It fails where the model does: it never finds less than both together. */
  public static Detector with(IdentifierModel model) {
    return new Detector(rules(), new Learned(model));
  }

  /** Every rule and no model: what costs little, and what the model is measured against. */
  public static Detector ofRules() {
    return new Detector(rules(), null);
  }

  private static List<Rules> rules() {
    return List.of(
        new NetworkRules(),
        new NumberRules(),
        new ContextRules(),
        new DateRules(),
        new PlaceRules(),
        new NameRules());
  }

  /** Names this version of the rules: equal digests find alike. */
  public String digest() {
    return digest;
  }

  /** What one text on its own holds. */
  public Findings find(String text, Collection<KnownIdentifier> known) {
    return findAll(List.of(Passage.of(text)), known).getFirst();
  }

  /** What texts that leave together hold, one entry for each. */
  public List<Findings> findAll(List<Passage> passages, Collection<KnownIdentifier> known) {
    KnownForms forms = new KnownForms(known);
    List<Tokens> read = new ArrayList<>();
    List<List<Span>> found = new ArrayList<>();
    Propagation propagation = new Propagation();
    for (Passage passage : passages) {
      Tokens tokens = Tokens.of(passage.text());
      List<Span> spans = look(tokens, passage, forms);
      propagation.add(passage.text(), Merge.merge(spans, passage.text()));
      read.add(tokens);
      found.add(spans);
    }
    KnownForms again = propagation.forms();
    List<Findings> findings = new ArrayList<>();
    for (int i = 0; i < read.size(); i++) {
      List<Span> spans = found.get(i);
      spans.addAll(again.find(read.get(i), Span.Layer.PROPAGATED, PROPAGATED));
      List<Span> merged = Merge.merge(spans, passages.get(i).text());
      findings.add(new Findings(digest, Titles.taken(merged, read.get(i))));
    }
    return findings;
  }

  private List<Span> look(Tokens tokens, Passage passage, KnownForms forms) {
    Marks marks = new Marks(tokens.normal);
    rules.forEach(family -> family.find(tokens, marks));
    if (learned != null && !digest.equals(passage.detector())) {
      learned.find(tokens, marks);
    }
    List<Span> spans = StudyPeriods.without(marks.spans(), tokens);
    spans.addAll(forms.find(tokens, Span.Layer.KNOWN, KNOWN));
    int length = passage.text().codePointCount(0, passage.text().length());
    for (Span span : passage.carried()) {
      if (span.end() > length) {
        throw new IllegalArgumentException("a carried span ends after its text");
      }
      spans.add(span);
    }
    return spans;
  }

  private static String hash(List<Rules> rules) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      for (Rules family : rules) {
        for (Pattern pattern : family.patterns()) {
          sha.update((pattern.pattern() + "\n").getBytes(StandardCharsets.UTF_8));
        }
      }
      for (String file : Lexicon.FILES) {
        sha.update(Lexicon.read(file).getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(sha.digest(), 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
