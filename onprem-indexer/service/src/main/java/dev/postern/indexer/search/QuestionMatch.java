package dev.postern.indexer.search;

/**
 * A stored identifier of the tenant in the question.
 *
 * @param start code points
 * @param end code points, exclusive
 * @param patient handle
 */
public record QuestionMatch(int start, int end, String type, String patient) {

  boolean isInside(QuestionMatch other) {
    return start >= other.start
        && end <= other.end
        && end - start < other.end - other.start
        && patient.equals(other.patient);
  }
}
