package dev.postern.e2e;

import java.util.List;

/**
 * A few invented documents and one patient: enough to be answered, denied and de-identified from.
 */
final class Samples {

  static final String PATIENT = "Ottoline Brackwater";
  static final String MRN = "84417-302";
  static final String PHONE = "555-867-2210";

  /** Asked by the cardiologist for treatment, answered from the cardiology note. */
  static final String CARDIOLOGY_QUESTION =
      "Which anticoagulant does " + PATIENT + " take for atrial fibrillation?";

  /** Asked by anyone, answered from the public page. */
  static final String PUBLIC_QUESTION = "What are the treatments for atrial fibrillation?";

  private static final String SUBJECT =
      """
      {"authority":"st-aurelia-mrn","identifier":"84417-302","persons":[
       {"relation":"self","known":[{"type":"PERSON","value":"Ottoline Brackwater"},
        {"type":"MRN","value":"84417-302"},{"type":"PHONE","value":"555-867-2210"},
        {"type":"DATE","value":"1951-03-14"}]},
       {"relation":"spouse","known":[{"type":"PERSON","value":"Emmerich Brackwater"}]}],
       "relationships":[{"group":"cardiology","kind":"care-team"}],"consents":[],"flags":[]}
      """;

  private static final String CARDIOLOGY_NOTE =
      """
      # Cardiology clinic letter

      Patient: Ottoline Brackwater, MRN 84417-302, born 14 March 1951, phone 555-867-2210.

      ## Assessment

      Ottoline Brackwater takes apixaban 5 mg twice daily as anticoagulant for atrial fibrillation.
      Her husband Emmerich Brackwater reports no bleeding. Rate control with bisoprolol 2.5 mg.

      ## Plan

      Continue apixaban, echocardiogram in three months, call 555-867-2210 with the result.
      """;

  private static final String PUBLIC_PAGE =
      """
      # Atrial fibrillation

      ## Treatments

      The treatments for atrial fibrillation are anticoagulants to prevent stroke, rate control with
      beta blockers, rhythm control with antiarrhythmic drugs, cardioversion and catheter ablation.

      ## Symptoms

      Palpitations, shortness of breath and fatigue are common symptoms of atrial fibrillation.
      """;

  private Samples() {}

  static void indexAll(Ingestion ingestion) {
    ingestion.subject(SUBJECT);
    List<String> jobs =
        List.of(
            ingestion.document(
                "brackwater-clinic-letter.md",
                CARDIOLOGY_NOTE,
                "cardiology",
                "confidential",
                "[{\"authority\":\"st-aurelia-mrn\",\"identifier\":\"84417-302\"}]"),
            ingestion.document("atrial-fibrillation.md", PUBLIC_PAGE, "all-staff", "public", "[]"));
    jobs.forEach(ingestion::awaitIndexed);
  }
}
