package dev.postern.indexer.search;

/**
 * An identifier of a patient or relative, which must be found in everything that could leave.
 *
 * @param person groups the forms of one human
 * @param patient handle of the patient in whose record it stands
 */
public record KnownIdentifier(String type, String value, String person, String patient) {

  @Override
  public String toString() {
    return "KnownIdentifier[" + type + "]";
  }
}
