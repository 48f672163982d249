package dev.postern.bridge.disclosure;

import java.util.List;

/**
 * An answer as the asker was shown it.
 *
 * @param uncited whether the model cited nothing
 */
public record Answer(String text, boolean uncited, List<Citation> citations) {

  public Answer {
    citations = List.copyOf(citations);
  }

  @Override
  public String toString() {
    return "Answer[" + citations.size() + " citations]";
  }
}
