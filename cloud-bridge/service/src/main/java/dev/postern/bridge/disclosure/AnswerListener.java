package dev.postern.bridge.disclosure;

import java.util.List;

/** Hears an answer as it comes. */
public interface AnswerListener {

  /** What is leaving, before any of the answer. */
  void disclosed(DisclosureSummary summary);

  /** The next piece of the answer. */
  void delta(String text);

  /** The citations, after the last piece. */
  void cited(List<Citation> citations);

  /** Calls back, from any thread, when nobody listens any more; at once where nobody does. */
  void whenGone(Runnable stop);
}
