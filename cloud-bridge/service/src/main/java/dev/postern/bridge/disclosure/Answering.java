package dev.postern.bridge.disclosure;

import dev.postern.bridge.disclosure.DisclosureLog.Status;
import dev.postern.bridge.disclosure.IdentifierGuard.AnswerText;
import dev.postern.bridge.disclosure.LanguageModel.Failed;
import dev.postern.bridge.disclosure.LanguageModel.Reply;
import dev.postern.bridge.disclosure.Preparation.Prepared;
import dev.postern.bridge.disclosure.RouteHealth.Entered;
import dev.postern.deid.Passage;
import dev.postern.deid.quote.QuoteFinder;
import dev.postern.deid.restore.MarkScanner;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Step 9: reads a reply, follows its marks, restores or de-identifies, and cites. */
final class Answering {
  private final Prepared prepared;
  private final AnswerListener listener;
  private final int mostCharacters;
  private final MarkScanner marks;
  private final StringBuilder raw = new StringBuilder();
  private final StringBuilder shown = new StringBuilder();
  private final boolean restore;
  private Tally restored = Tally.NONE;
  private long received;
  private boolean begun;

  Answering(Prepared prepared, AnswerListener listener, int mostCharacters) {
    this.prepared = prepared;
    this.listener = listener;
    this.mostCharacters = mostCharacters;
    this.marks = new MarkScanner(prepared.disclosure().excerpts().size());
    this.restore = prepared.disclosure().permission().obligations().restore();
  }

  /** What is leaving is told when the model is first heard: until then another may be asked. */
  Answer read(Reply reply, Entered entered) throws Failed, Refusal {
    AnswerText text =
        restore
            ? prepared.replacement().restoring(prepared.replacement().tokens(prepared.body()))
            : prepared.guard().deidentifying();
    String first = reply.next();
    begun = true;
    entered.answers();
    listener.disclosed(prepared.summary());
    for (String delta = first; delta != null; delta = reply.next()) {
      received += delta.length();
      if (received > mostCharacters) {
        throw new Failed("answer-too-long", true);
      }
      take(marks.push(delta), text);
    }
    if ("content_filter".equals(reply.usage().finish())) {
      throw new Failed(Failed.CONTENT_FILTER, true);
    }
    take(marks.finish(), text);
    show(text.finish());
    restored = text.restored();
    List<Citation> citations = citations();
    listener.cited(citations);
    return new Answer(shown.toString(), citations.isEmpty(), citations);
  }

  private void take(String piece, AnswerText text) throws Refusal {
    raw.append(piece);
    show(text.push(piece));
    restored = text.restored();
  }

  private void show(String text) {
    if (!text.isEmpty()) {
      shown.append(text);
      listener.delta(text);
    }
  }

  private List<Citation> citations() throws Refusal {
    List<Citation> citations = new ArrayList<>();
    for (int number : marks.order()) {
      Snippet snippet = prepared.disclosure().excerpts().get(number - 1).snippet();
      String quote = quote(claim(number), snippet.text());
      String section = snippet.section();
      citations.add(
          new Citation(
              "S" + number,
              snippet.ref(),
              forAsker(snippet.title()),
              snippet.page(),
              section == null ? null : forAsker(section),
              forAsker(quote),
              !restore));
    }
    return citations;
  }

  private static String quote(String claim, String stored) {
    return new QuoteFinder(stored).find(claim).map(found -> found.of(stored)).orElse(stored);
  }

  // A mark supports the sentence that it ends.
  private String claim(int number) {
    int mark = shown.indexOf("[S" + number + "]");
    String before = mark < 0 ? shown.toString() : shown.substring(0, mark);
    BreakIterator sentences = BreakIterator.getSentenceInstance(Locale.ROOT);
    sentences.setText(before.strip());
    int end = sentences.last();
    int start = sentences.previous();
    return before.strip().substring(start == BreakIterator.DONE ? 0 : start, end);
  }

  private String forAsker(String text) throws Refusal {
    return restore ? text : prepared.guard().deidentified(Passage.of(text));
  }

  /** Whether the model was heard. */
  boolean begun() {
    return begun;
  }

  Tally restored() {
    return restored;
  }

  int unknownMarks() {
    return marks.unknown();
  }

  String shown() {
    return shown.toString();
  }

  /**
   * What was shown, with tokens for identifiers: the model's own words where they were restored.
   */
  String inTokens() {
    return restore ? raw.toString() : shown.toString();
  }

  /** How an exchange that broke here ended. */
  Status statusOfRest() {
    return shown.isEmpty() ? Status.FAILED : Status.PARTIAL;
  }

  /** This exchange as it left and came back. */
  Turn turn(Inquiry inquiry) {
    Disclosure disclosure = prepared.disclosure();
    List<Snippet> snippets = disclosure.excerpts().stream().map(Excerpt::snippet).toList();
    Set<String> labels =
        snippets.stream().flatMap(s -> s.labels().stream()).collect(Collectors.toSet());
    return new Turn(
        disclosure.question(),
        raw.toString(),
        snippets.stream().map(Snippet::ref).collect(Collectors.toSet()),
        snippets.stream().map(Snippet::document).collect(Collectors.toSet()),
        labels,
        disclosure.patients(),
        snippets.stream().map(Snippet::classification).collect(Collectors.toSet()),
        inquiry.identifiers());
  }
}
