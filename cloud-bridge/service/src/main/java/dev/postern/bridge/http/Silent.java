package dev.postern.bridge.http;

import dev.postern.bridge.disclosure.AnswerListener;
import dev.postern.bridge.disclosure.Citation;
import dev.postern.bridge.disclosure.DisclosureSummary;
import java.util.List;

/**
 * Hears nothing: the whole answer comes with the outcome.
 *
 * @param caller whether somebody still waits for it
 */
record Silent(Presence caller) implements AnswerListener {
  @Override
  public void disclosed(DisclosureSummary summary) {}

  @Override
  public void delta(String text) {}

  @Override
  public void cited(List<Citation> citations) {}

  @Override
  public void whenGone(Runnable stop) {
    caller.whenGone(stop);
  }
}
