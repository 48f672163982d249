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

/**
 * Reads a rendered request body for identifiers that should not be in it: every string, member name
 * and number, as it is and percent-, base64-, entity- and escape-decoded; for all forms of the
 * identifiers that are known and for shapes that identify by themselves. Immutable and thread-safe.
 */
public final class OutboundCheck {

  /** So many places are told apart; more say nothing new. */
  public static final int MOST_PLACES = 100;

  private final Forms forms;
  private final List<String> kept;

  /**
   * @param identifiers every known identifier and every value of the conversation's vault
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
        Reading.each(string.text(), reading -> inspect(reading, string.pointer(), places));
      }
    }
    return places.isEmpty()
        ? new Clean()
        : new Residue(places.stream().limit(MOST_PLACES).toList());
  }

  private void inspect(Reading reading, String pointer, Set<Place> places) {
    List<int[]> allowed = allowed(reading.text);
    Squeezed squeezed = Squeezed.of(reading.text);
    for (Forms.Hit hit : forms.find(squeezed)) {
      add(
          reading,
          pointer,
          hit.type(),
          squeezed.source[hit.start()],
          squeezed.source[hit.end() - 1] + 1,
          allowed,
          places);
    }
    OutboundPatterns.find(
        reading.text,
        hit -> add(reading, pointer, hit.type(), hit.start(), hit.end(), allowed, places));
  }

  private static void add(
      Reading reading,
      String pointer,
      IdentifierType type,
      int start,
      int end,
      List<int[]> allowed,
      Set<Place> places) {
    boolean within = allowed.stream().anyMatch(stretch -> start >= stretch[0] && end <= stretch[1]);
    if (!within) {
      places.add(new Place(type, pointer, reading.start(start), reading.end(end)));
    }
  }

  private List<int[]> allowed(String text) {
    List<int[]> stretches = new ArrayList<>();
    for (String one : kept) {
      for (int at = text.indexOf(one); at >= 0; at = text.indexOf(one, at + 1)) {
        stretches.add(new int[] {at, at + one.length()});
      }
    }
    return stretches;
  }
}
