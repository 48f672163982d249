package dev.postern.parser;

import static dev.postern.parser.FhirValue.all;
import static dev.postern.parser.FhirValue.first;
import static dev.postern.parser.FhirValue.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Who the resources of a file are about. A Patient is told of where it stands; one that is only
 * referred to is known by its id at the server, under the authority {@value #SERVER}.
 */
final class FhirPatients {

  /** Authority of a Patient's logical id; the feed's configuration says which server it means. */
  static final String SERVER = "fhir:Patient";

  private static final int MOST = 200_000;

  private final BlockSink blocks;
  private final Map<String, Integer> byReference = new HashMap<>();

  FhirPatients(BlockSink blocks) {
    this.blocks = blocks;
  }

  /** Blocks that follow concern whom the resource names as its patient. */
  void concerned(JsonNode resource, @Nullable String fullUrl) {
    Set<Integer> numbers = new TreeSet<>();
    if (text(resource, "resourceType").equals("Patient")) {
      numbers.add(told(resource, fullUrl));
    }
    for (String role : List.of("subject", "patient", "beneficiary", "for", "individual")) {
      for (JsonNode reference : all(resource, role)) {
        referred(text(reference, "reference")).ifPresent(numbers::add);
      }
    }
    blocks.concerns(numbers);
  }

  private int told(JsonNode patient, @Nullable String fullUrl) {
    String own = "Patient/" + text(patient, "id");
    Integer known = byReference.get(fullUrl == null ? own : fullUrl);
    if (known != null) {
      return known;
    }
    SubjectDraft draft = record(patient);
    int number = draft.isNamed() ? blocks.subject(draft.subject()) : anonymous(own);
    remember(own, number);
    if (fullUrl != null) {
      remember(fullUrl, number);
    }
    return number;
  }

  private Optional<Integer> referred(String reference) {
    Integer known = byReference.get(reference);
    if (known != null) {
      return Optional.of(known);
    }
    int slash = reference.lastIndexOf("Patient/");
    if (slash < 0) {
      return Optional.empty();
    }
    String id = reference.substring(slash + "Patient/".length()).replaceAll("/.*", "");
    Integer relative = byReference.get("Patient/" + id);
    int number = relative != null ? relative : anonymous("Patient/" + id);
    remember("Patient/" + id, number);
    remember(reference, number);
    return Optional.of(number);
  }

  private int anonymous(String reference) {
    SubjectDraft draft = new SubjectDraft();
    draft.id(SERVER, reference.substring("Patient/".length()), "OTHER_ID");
    return draft.isNamed() ? blocks.subject(draft.subject()) : blocks.subject(unnamed());
  }

  /** Without any id: a patient all the same, whom no configuration can tell from others. */
  private static Subject unnamed() {
    return new Subject(List.of(), List.of(), List.of(), List.of(), List.of());
  }

  private void remember(String reference, int number) {
    if (byReference.size() < MOST) {
      byReference.put(reference, number);
    }
  }

  static SubjectDraft record(JsonNode patient) {
    SubjectDraft draft = new SubjectDraft();
    for (JsonNode identifier : all(patient, "identifier")) {
      draft.id(text(identifier, "system"), text(identifier, "value"), typeOf(identifier));
    }
    draft.id(SERVER, text(patient, "id"), "OTHER_ID");
    person(0, patient, draft);
    draft.known("DATE", text(patient, "birthDate"));
    draft.known("DATE", text(patient, "deceasedDateTime"));
    for (JsonNode contact : all(patient, "contact")) {
      person(draft.relative(), contact, draft);
    }
    for (JsonNode practitioner : all(patient, "generalPractitioner")) {
      String reference = text(practitioner, "reference");
      draft.relationship(reference.replaceAll(".*/", ""), "general-practitioner", null);
    }
    for (JsonNode label : all(first(patient, "meta"), "security")) {
      draft.flag(text(label, "code"));
    }
    return draft;
  }

  private static void person(int number, JsonNode of, SubjectDraft draft) {
    for (JsonNode name : all(of, "name")) {
      String given = String.join(" ", all(name, "given").stream().map(JsonNode::asText).toList());
      draft.known(number, "PERSON", (given + " " + text(name, "family")).strip());
      draft.known(number, "PERSON", text(name, "text"));
    }
    for (JsonNode telecom : all(of, "telecom")) {
      draft.known(number, telecomType(text(telecom, "system")), text(telecom, "value"));
    }
    for (JsonNode address : all(of, "address")) {
      String lines = String.join(" ", all(address, "line").stream().map(JsonNode::asText).toList());
      draft.known(number, "ADDRESS", lines);
      draft.known(number, "ADDRESS", (lines + " " + text(address, "city")).strip());
      draft.known(number, "ZIP", text(address, "postalCode"));
    }
  }

  private static String telecomType(String system) {
    return switch (system) {
      case "email" -> "EMAIL";
      case "fax" -> "FAX";
      case "url" -> "URL";
      default -> "PHONE";
    };
  }

  /** By its type's code (HL7 table 0203) or its well-known system. */
  private static String typeOf(JsonNode identifier) {
    String system = text(identifier, "system");
    if (system.endsWith("us-ssn")) {
      return "SSN";
    }
    String code = text(first(first(identifier, "type"), "coding"), "code");
    return switch (code) {
      case "SS", "SB" -> "SSN";
      case "DL", "PPN" -> "LICENCE";
      case "AN", "VN" -> "ACCOUNT";
      case "MC", "MB", "NIIP" -> "PLAN_ID";
      case "", "MR", "PI" -> "MRN";
      default -> "OTHER_ID";
    };
  }
}
