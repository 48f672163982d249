package dev.postern.parser;

import dev.postern.parser.Hl7Segment.Value;
import org.jspecify.annotations.Nullable;

/**
 * The patient's record out of the segments that carry it: PID, PD1, NK1, PV1 and CON (HL7 v2.5,
 * chapters 3 and 9).
 */
final class Hl7Patient {

  private Hl7Patient() {}

  static void read(Hl7Segment segment, SubjectDraft patient) {
    switch (segment.name()) {
      case "PID" -> identity(segment, patient);
      case "NK1" -> relative(segment, patient);
      case "PV1" -> visit(segment, patient);
      case "PD1" -> flag("protected", segment.value(12).component(1), patient);
      case "CON" -> consent(segment, patient);
      default -> {}
    }
  }

  private static void identity(Hl7Segment pid, SubjectDraft patient) {
    for (int field : new int[] {2, 3, 4}) {
      for (Value id : pid.values(field)) {
        String authority = id.component(4).isBlank() ? "" : id.component(4).strip();
        patient.id(authority, id.component(1), typeOf(id.component(5)));
      }
    }
    for (int field : new int[] {5, 9}) {
      pid.values(field).forEach(name -> name(0, name, patient));
    }
    pid.values(6).forEach(mother -> name(patient.relative(), mother, patient));
    patient.known("DATE", date(pid.value(7).component(1)));
    pid.values(11).forEach(address -> address(0, address, patient));
    for (int field : new int[] {13, 14}) {
      pid.values(field).forEach(phone -> phone(0, phone, patient));
    }
    patient.known("ACCOUNT", pid.value(18).component(1));
    patient.known("SSN", pid.value(19).component(1));
    patient.known("LICENCE", pid.value(20).component(1));
    patient.known("DATE", date(pid.value(29).component(1)));
  }

  private static void relative(Hl7Segment nk1, SubjectDraft patient) {
    int person = patient.relative();
    nk1.values(2).forEach(name -> name(person, name, patient));
    nk1.values(4).forEach(address -> address(person, address, patient));
    for (int field : new int[] {5, 6}) {
      nk1.values(field).forEach(phone -> phone(person, phone, patient));
    }
    patient.known(person, "DATE", date(nk1.value(16).component(1)));
  }

  private static void visit(Hl7Segment pv1, SubjectDraft patient) {
    String discharged = pv1.value(45).component(1);
    @Nullable String until = discharged.isBlank() ? null : instant(discharged);
    String[] kinds = {"attending", "referring", "consulting"};
    for (int i = 0; i < kinds.length; i++) {
      for (Value staff : pv1.values(7 + i)) {
        patient.relationship(staff.component(1), kinds[i], until);
      }
    }
    pv1.values(17).forEach(staff -> patient.relationship(staff.component(1), "admitting", until));
    patient.known("ACCOUNT", pv1.value(19).component(1));
    if (!pv1.value(16).component(1).isBlank()) {
      patient.flag("vip");
    }
  }

  private static void flag(String flag, String indicator, SubjectDraft patient) {
    if (indicator.equalsIgnoreCase("Y")) {
      patient.flag(flag);
    }
  }

  /** CON-2 consent type, CON-11 status ("Active", "Refused"...), CON-14 expiry. */
  private static void consent(Hl7Segment con, SubjectDraft patient) {
    boolean given = con.value(11).component(1).startsWith("A");
    String expires = con.value(15).component(1);
    patient.consent(
        con.value(2).component(1),
        given ? "permit" : "deny",
        expires.isBlank() ? null : instant(expires));
  }

  private static void name(int person, Value name, SubjectDraft patient) {
    String given = name.words(2, 3);
    String family = name.component(1).strip();
    patient.known(person, "PERSON", (given + " " + family).strip());
  }

  private static void address(int person, Value address, SubjectDraft patient) {
    String street = address.words(1, 2);
    patient.known(person, "ADDRESS", (street + " " + address.words(3, 4)).strip());
    patient.known(person, "ADDRESS", street);
    patient.known(person, "ZIP", address.component(5));
  }

  /** XTN-1 as printed, XTN-4 mail address, XTN-6 to 8 the number in parts. */
  private static void phone(int person, Value phone, SubjectDraft patient) {
    String type = phone.component(3).equals("FX") ? "FAX" : "PHONE";
    patient.known(person, type, phone.component(1));
    patient.known(person, type, phone.words(6, 7));
    patient.known(person, "EMAIL", phone.component(4));
  }

  private static String typeOf(String table0203) {
    return switch (table0203) {
      case "SS" -> "SSN";
      case "AN", "VN" -> "ACCOUNT";
      case "DL", "PPN" -> "LICENCE";
      case "MC", "MA", "NI", "HC" -> "PLAN_ID";
      case "MR", "PI", "PT", "" -> "MRN";
      default -> "OTHER_ID";
    };
  }

  /** {@code YYYYMMDD...} as an ISO date; what is shorter is left as it is. */
  static String date(String hl7) {
    return hl7.matches("\\d{8}.*")
        ? hl7.substring(0, 4) + "-" + hl7.substring(4, 6) + "-" + hl7.substring(6, 8)
        : hl7;
  }

  private static @Nullable String instant(String hl7) {
    return hl7.matches("\\d{8}.*") ? date(hl7) + "T23:59:59Z" : null;
  }
}
