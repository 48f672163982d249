package dev.postern.bench.deid;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.deid.Detector;
import dev.postern.deid.Findings;
import dev.postern.deid.IdentifierType;
import dev.postern.deid.KnownIdentifier;
import dev.postern.deid.Span;
import dev.postern.deid.outbound.OutboundCheck;
import dev.postern.deid.outbound.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * What the outbound check catches when one identifier at a time, picked at random, is left in: by a
 * replacer that forgets it, which the check is told of by the findings, and by a detector that
 * never saw it, of which only records, shapes and what else was found can tell.
 */
final class Omissions {

  private static final int PER_TEXT = 4;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<IdentifierType> NAMES =
      EnumSet.of(IdentifierType.PERSON, IdentifierType.ORGANISATION, IdentifierType.ADDRESS);

  /** How an identifier can be known to the check. */
  enum Sort {
    KNOWN("in the subject's record"),
    PATTERNED("number, date or address on the net"),
    FREE("free name or place");

    final String words;

    Sort(String words) {
      this.words = words;
    }

    static Sort of(Span span) {
      if (span.layer() == Span.Layer.KNOWN) {
        return KNOWN;
      }
      return NAMES.contains(span.type()) ? FREE : PATTERNED;
    }
  }

  /** Caught of all, for each sort. */
  private static final class Counts {
    final Map<Sort, Integer> all = new EnumMap<>(Sort.class);
    final Map<Sort, Integer> caught = new EnumMap<>(Sort.class);

    void add(Sort sort, boolean hit) {
      all.merge(sort, 1, Integer::sum);
      caught.merge(sort, hit ? 1 : 0, Integer::sum);
    }

    Share share(Sort sort) {
      return new Share(caught.getOrDefault(sort, 0), all.getOrDefault(sort, 0));
    }
  }

  private final Random random;
  private final Counts forgotten = new Counts();
  private final Counts unseen = new Counts();

  Omissions(long seed) {
    this.random = new Random(seed);
  }

  /** Of a replacer that forgets one. */
  Share forgotten(Sort sort) {
    return forgotten.share(sort);
  }

  /** Of a detector that missed one. */
  Share unseen(Sort sort) {
    return unseen.share(sort);
  }

  void add(List<LabelledText> texts, Detector detector) throws IOException {
    for (LabelledText text : texts) {
      Findings findings = detector.find(text.text(), text.known());
      List<Span> spans = findings.spans().stream().filter(span -> !span.uncertain()).toList();
      for (int i = 0; i < PER_TEXT && !spans.isEmpty(); i++) {
        omit(text, spans, random.nextInt(spans.size()));
      }
    }
  }

  private void omit(LabelledText text, List<Span> spans, int omitted) throws IOException {
    byte[] body = body(replaced(text.text(), spans, omitted));
    Sort sort = Sort.of(spans.get(omitted));
    List<Span> others = new ArrayList<>(spans);
    others.remove(omitted);
    forgotten.add(sort, caught(text, spans, body));
    unseen.add(sort, caught(text, others, body));
  }

  private static boolean caught(LabelledText text, List<Span> told, byte[] body) {
    List<KnownIdentifier> all = new ArrayList<>(text.known());
    all.addAll(new Findings("omission", told).values(text.text()));
    return !(new OutboundCheck(all, List.of()).inspect(body) instanceof Verdict.Clean);
  }

  private static String replaced(String text, List<Span> spans, int omitted) {
    StringBuilder out = new StringBuilder();
    int from = 0;
    for (int i = 0; i < spans.size(); i++) {
      Span span = spans.get(i);
      int start = text.offsetByCodePoints(0, span.start());
      int end = text.offsetByCodePoints(0, span.end());
      out.append(text, from, start);
      out.append(
          i == omitted ? text.substring(start, end) : "[" + span.type() + "_" + (i + 1) + "]");
      from = end;
    }
    return out.append(text.substring(from)).toString();
  }

  private static byte[] body(String content) throws IOException {
    return JSON.writeValueAsBytes(
        Map.of("messages", List.of(Map.of("role", "user", "content", content))));
  }
}
