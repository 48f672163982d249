package dev.postern.bridge.disclosure;

import java.util.List;
import java.util.Set;

/**
 * An earlier exchange of a conversation, as it left: tokens, no identifiers.
 *
 * @param question as the model got it
 * @param answer as the model gave it
 * @param refs the chunks that the exchange drew on
 * @param documents the documents that the exchange drew on
 * @param labels labels of those documents
 * @param patients handles of the patients concerned
 * @param classifications classifications of those documents
 * @param identifiers identifiers that the exchange held, by type
 */
public record Turn(
    String question,
    String answer,
    Set<String> refs,
    Set<String> documents,
    Set<String> labels,
    Set<String> patients,
    Set<Classification> classifications,
    Tally identifiers) {

  public Turn {
    refs = Set.copyOf(refs);
    documents = Set.copyOf(documents);
    labels = Set.copyOf(labels);
    patients = Set.copyOf(patients);
    classifications = Set.copyOf(classifications);
  }

  /** Length in Unicode code points, question and answer. */
  public int characters() {
    return question.codePointCount(0, question.length())
        + answer.codePointCount(0, answer.length());
  }

  /** As the model reads it with the next question. */
  List<Prompt.Message> messages() {
    return List.of(
        new Prompt.Message(Prompt.Role.USER, question),
        new Prompt.Message(Prompt.Role.ASSISTANT, answer));
  }

  /** The texts that leave again with the next question. */
  public List<String> texts() {
    return List.of(question, answer);
  }

  @Override
  public String toString() {
    return "Turn[hidden]";
  }
}
