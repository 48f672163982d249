package dev.postern.bridge.disclosure;

/** Handles of patients by their numbers; the same answer whether the patient exists or not. */
public interface PatientHandles {

  /**
   * @throws Refusal SEARCH_UNAVAILABLE
   */
  String handle(Asker asker, String authority, String identifier) throws Refusal;
}
