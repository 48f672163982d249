package dev.postern.audit.export;

import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.AuditEvent;

/**
 * The rules of two IHE profiles as FHIRPath, stated here in our own words after their published
 * text: BALP 1.1.4 PrivacyDisclosure.Source and the draft DeIdentification.Source.
 */
final class IheProfiles {
  private static final String AGENT = "agent.where(type.coding.where(system = '" + FhirCodes.DCM;
  private static final String SOURCE = AGENT + "' and code = '110153').exists())";
  private static final String RECIPIENT = AGENT + "' and code = '110152').exists())";
  private static final String PATIENT =
      "entity.where(type.system = 'http://terminology.hl7.org/CodeSystem/audit-entity-type'"
          + " and type.code = '1')";

  private static final List<String> BOTH =
      List.of(
          "modifierExtension.exists().not()",
          "type.system = '" + FhirCodes.DCM + "' and type.code = '110106'",
          "action = 'R'",
          "recorded.exists()",
          "outcome.exists()",
          "agent.count() >= 2",
          SOURCE + ".count() = 1",
          SOURCE + ".who.exists() and " + SOURCE + ".network.exists()",
          SOURCE + ".who.display = source.observer.display",
          SOURCE + ".who.type = source.observer.type",
          "entity.count() >= 2",
          PATIENT + ".count() = 1",
          PATIENT + ".role.code = '1'",
          PATIENT + ".what.type = 'Patient'",
          PATIENT + ".what.identifier.value.exists()");

  private static final List<String> DISCLOSURE =
      List.of(
          lifecycle("code = 'disclose'") + ".count() = 1",
          RECIPIENT + ".count() = 1",
          RECIPIENT + ".who.exists() and " + RECIPIENT + ".network.exists()");

  private static final List<String> DEIDENTIFICATION =
      List.of(
          lifecycle("code = 'deidentify' or code = 'pseudonymize' or code = 'reidentify'")
              + ".count() = 1",
          RECIPIENT + ".all(who.exists() and network.exists())",
          "entity.where(type.code = 'DeId-algorithm').count() <= 1",
          "entity.where(type.code = 'DeId-algorithm').all(what.exists())");

  private IheProfiles() {}

  private static String lifecycle(String codes) {
    return "subtype.where(system = '" + FhirCodes.LIFECYCLE + "' and (" + codes + "))";
  }

  /** The rules that an event breaks of the profile it claims; a plain event claims none. */
  static List<String> broken(AuditEvent event) {
    var rules = new ArrayList<String>();
    for (var profile : event.getMeta().getProfile()) {
      rules.addAll(BOTH);
      rules.addAll(
          switch (profile.getValue()) {
            case FhirLines.DISCLOSURE -> DISCLOSURE;
            case FhirLines.DEIDENTIFICATION -> DEIDENTIFICATION;
            default -> List.of("false");
          });
    }
    rules.removeIf(rule -> Fhir.holds(event, rule));
    return rules;
  }
}
