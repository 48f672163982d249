package dev.postern.audit.export;

import dev.postern.audit.entry.EntryType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The codes by which a FHIR R4 AuditEvent says what kind of event an entry is.
 *
 * @param type a DICOM audit event id (PS3.16, CID 400)
 * @param subtype what it is more precisely, where a code says so
 * @param action C, R, U, D or E
 */
record FhirCodes(String type, @Nullable Coding subtype, String action) {
  static final String DCM = "http://dicom.nema.org/resources/ontology/DCM";
  static final String LIFECYCLE = "http://terminology.hl7.org/CodeSystem/iso-21089-lifecycle";
  static final String EXPORT = "110106";

  private static final String APPLICATION_ACTIVITY = "110100";
  private static final String AUDIT_LOG_USED = "110101";
  private static final String IMPORT = "110107";
  private static final String QUERY = "110112";
  private static final String SECURITY_ALERT = "110113";
  private static final String USER_AUTHENTICATION = "110114";

  /** A code of a code system. */
  record Coding(String system, String code) {
    Members members() {
      return new Members().put("system", system).put("code", code);
    }

    Members concept() {
      return new Members().put("coding", List.of(members()));
    }
  }

  static Coding dicom(String code) {
    return new Coding(DCM, code);
  }

  static Coding lifecycle(String code) {
    return new Coding(LIFECYCLE, code);
  }

  static FhirCodes of(EntryType type) {
    return switch (type) {
      case EGRESS_INTENT -> new FhirCodes(EXPORT, null, "R");
      case EXPORT -> new FhirCodes(EXPORT, lifecycle("extract"), "R");
      case REIDENTIFY -> new FhirCodes(EXPORT, lifecycle("reidentify"), "R");
      case EGRESS_OUTCOME, LOCAL_ANSWER -> new FhirCodes(IMPORT, lifecycle("receive"), "C");
      case LOCAL_INTENT -> new FhirCodes(APPLICATION_ACTIVITY, null, "E");
      case ACCESS -> new FhirCodes(QUERY, lifecycle("access"), "R");
      case NO_SOURCES -> new FhirCodes(QUERY, null, "E");
      case DOCUMENT_INDEXED -> new FhirCodes(IMPORT, lifecycle("originate"), "C");
      case DOCUMENT_REMOVED -> new FhirCodes(IMPORT, lifecycle("destroy"), "D");
      case AUTHN -> new FhirCodes(USER_AUTHENTICATION, null, "E");
      case EGRESS_DENIED -> alert("110132", "E");
      case BREAK_GLASS -> alert("110127", "E");
      case AUTHZ_CHANGE -> alert("110135", "U");
      case RELATIONSHIP_CHANGED -> alert("110137", "U");
      case POLICY_BUNDLE, MODEL_ROUTE_CHANGE, KILL_SWITCH -> alert("110129", "U");
      case KEY_ROTATED, RETENTION_POLICY -> alert("110129", "U");
      case KEY_DESTROYED -> new FhirCodes(SECURITY_ALERT, lifecycle("destroy"), "D");
      case LEGAL_HOLD_SET -> new FhirCodes(SECURITY_ALERT, lifecycle("hold"), "C");
      case LEGAL_HOLD_RELEASED -> new FhirCodes(SECURITY_ALERT, lifecycle("unhold"), "D");
      case REVIEW_SIGNED, LOG_RECOVERY, RECONCILIATION -> new FhirCodes(AUDIT_LOG_USED, null, "E");
    };
  }

  private static FhirCodes alert(String subtype, String action) {
    return new FhirCodes(SECURITY_ALERT, dicom(subtype), action);
  }
}
