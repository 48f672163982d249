package dev.postern.parser;

import java.util.List;

/** The patient of a C-CDA header: {@code recordTarget/patientRole}. */
final class CdaPatient {

  private static final String US_SSN = "2.16.840.1.113883.4.1";

  private CdaPatient() {}

  static SubjectDraft read(XmlNode role) {
    SubjectDraft draft = new SubjectDraft();
    for (XmlNode id : role.all("id")) {
      String root = id.attribute("root");
      draft.id(root, id.attribute("extension"), root.equals(US_SSN) ? "SSN" : "MRN");
    }
    reachable(0, role, draft);
    XmlNode patient = role.first("patient");
    names(0, patient, draft);
    draft.known("DATE", Hl7Patient.date(patient.first("birthTime").attribute("value")));
    for (XmlNode guardian : patient.all("guardian")) {
      int person = draft.relative();
      reachable(person, guardian, draft);
      names(person, guardian.first("guardianPerson"), draft);
    }
    return draft;
  }

  private static void reachable(int person, XmlNode role, SubjectDraft draft) {
    for (XmlNode address : role.all("addr")) {
      String street = words(address.all("streetAddressLine"));
      draft.known(person, "ADDRESS", street);
      draft.known(person, "ADDRESS", (street + " " + words(address.all("city"))).strip());
      draft.known(person, "ZIP", words(address.all("postalCode")));
    }
    for (XmlNode telecom : role.all("telecom")) {
      String value = telecom.attribute("value");
      String number = value.substring(value.indexOf(':') + 1);
      String type =
          value.startsWith("mailto:") ? "EMAIL" : value.startsWith("fax:") ? "FAX" : "PHONE";
      draft.known(person, type, number);
    }
  }

  private static void names(int person, XmlNode of, SubjectDraft draft) {
    for (XmlNode name : of.all("name")) {
      boolean parts = !name.all("family").isEmpty();
      String whole = (words(name.all("given")) + " " + words(name.all("family"))).strip();
      draft.known(person, "PERSON", parts ? whole : name.words());
    }
  }

  private static String words(List<XmlNode> nodes) {
    return String.join(" ", nodes.stream().map(XmlNode::words).toList()).strip();
  }
}
