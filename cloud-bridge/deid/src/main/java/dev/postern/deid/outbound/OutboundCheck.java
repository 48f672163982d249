package dev.postern.deid.outbound;

import dev.postern.deid.IdentifierType;
import dev.postern.deid.KnownIdentifier;
import dev.postern.deid.outbound.Verdict.Clean;
import dev.postern.deid.outbound.Verdict.Place;
import dev.postern.deid.outbound.Verdict.Residue;
import dev.postern.deid.outbound.Verdict.Unreadable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads a rendered request body for identifiers that should not be in it: every string, member name
 * and number, as it is and percent-, base64-, entity- and escape-decoded; for all forms of the
 * identifiers that are known and for shapes that identify by themselves. Immutable and thread-safe.
 */
public final class OutboundCheck {

  /** So many places are told apart; more say nothing new. */
  public static final int MOST_PLACES = 100;

  private static final Pattern TOKEN =
      Pattern.compile(
          Stream.of(IdentifierType.values())
              .map(Enum::name)
              .collect(Collectors.joining("|", "\\[(?:", ")_(?:\\d{1,9}|[A-Z]{6})\\]")));

  private final Forms forms;
  private final List<String> kept;

  /**
   * @param identifiers every known identifier, every value of the conversation's vault, and what
   *     the findings of the texts cover
   * @param kept texts that the mode leaves in on purpose; what lies within one of them is no
   *     residue
   */
  public OutboundCheck(Collection<KnownIdentifier> identifiers, Collection<String> kept) {
    this.forms = new Forms(identifiers, WordLists.ORDINARY, WordLists.FUNCTION);
    this.kept = kept.stream().filter(text -> !text.isBlank()).distinct().toList();
  }

  /**
   * @param body the very bytes that would be sent
   */
  public Verdict inspect(byte[] body) {
    List<JsonStrings.Located> strings;
    try {
      strings = JsonStrings.read(body);
    } catch (JsonStrings.Malformed e) {
      return new Unreadable(String.valueOf(e.getMessage()));
    }
    Set<Place> places = new LinkedHashSet<>();
    for (JsonStrings.Located string : strings) {
      if (places.size() < MOST_PLACES) {
        List<int[]> stretches = kept(string.text());
        Reading.each(
            string.text(), reading -> inspect(reading, string.pointer(), stretches, places));
      }
    }
    return places.isEmpty()
        ? new Clean()
        : new Residue(places.stream().limit(MOST_PLACES).toList());
  }

  private void inspect(Reading reading, String pointer, List<int[]> stretches, Set<Place> places) {
    String text = withoutTokens(reading.text);
    Squeezed squeezed = Squeezed.of(text);
    for (Forms.Hit hit : forms.find(squeezed)) {
      int start = reading.start(squeezed.source[hit.start()]);
      int end = reading.end(squeezed.source[hit.end() - 1] + 1);
      add(new Place(hit.type(), pointer, start, end), stretches, places);
    }
    OutboundPatterns.find(
        text,
        hit ->
            add(
                new Place(hit.type(), pointer, reading.start(hit.start()), reading.end(hit.end())),
                stretches,
                places));
  }

  /**
   * Tokens say nothing, whatever a person is called: their chars are blotted out, place by place.
   */
  private static String withoutTokens(String text) {
    return text.indexOf('[') < 0
        ? text
        : TOKEN
            .matcher(text)
            .replaceAll(token -> "[" + "*".repeat(token.group().length() - 2) + "]");
  }

  private static void add(Place place, List<int[]> stretches, Set<Place> places) {
    boolean meant =
        stretches.stream().anyMatch(kept -> place.start() >= kept[0] && place.end() <= kept[1]);
    if (!meant) {
      places.add(place);
    }
  }

  /** Where the string holds what the mode keeps, in code points. */
  private List<int[]> kept(String text) {
    List<int[]> stretches = new ArrayList<>();
    for (String one : kept) {
      int width = one.codePointCount(0, one.length());
      for (int at = text.indexOf(one); at >= 0; at = text.indexOf(one, at + 1)) {
        int start = text.codePointCount(0, at);
        stretches.add(new int[] {start, start + width});
      }
    }
    return stretches;
  }
}
