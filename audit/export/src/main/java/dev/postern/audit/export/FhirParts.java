package dev.postern.audit.export;

import static dev.postern.audit.export.FhirCodes.dicom;

import dev.postern.audit.entry.Entry;
import dev.postern.audit.entry.Member;
import dev.postern.audit.entry.RouteRef;
import dev.postern.audit.export.FhirCodes.Coding;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Agents, source and entities of AuditEvents. */
final class FhirParts {
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();
  private static final String ENTITY = "http://terminology.hl7.org/CodeSystem/audit-entity-type";
  private static final String ROLE = "http://terminology.hl7.org/CodeSystem/object-role";
  private static final String REASON = "http://terminology.hl7.org/CodeSystem/v3-ActReason";
  private static final String SOURCE = "http://terminology.hl7.org/CodeSystem/security-source-type";
  private static final String URI = "urn:ietf:rfc:3986";
  private static final String MACHINE_NAME = "1";
  private static final String URI_ADDRESS = "5";

  private final String origin;

  FhirParts(String origin) {
    this.origin = origin;
  }

  static String time(Instant time) {
    return TIME.format(time);
  }

  static Members purpose(String code) {
    return new Coding(REASON, code).concept();
  }

  /**
   * Who observed: the gateway itself. The source's agent is the same (invariant of the profile).
   */
  Members source() {
    return new Members()
        .put("site", origin)
        .put("observer", gateway())
        .put("type", List.of(new Coding(SOURCE, "4").members()));
  }

  private Members gateway() {
    return new Members().put("type", "Device").put("display", "Postern, log " + origin);
  }

  Members sourceAgent() {
    return new Members()
        .put("type", dicom("110153").concept())
        .put("who", gateway())
        .put("requestor", false)
        .put("network", network("postern.internal", MACHINE_NAME));
  }

  /** The provider that a route leads to; needs a route. */
  Members recipient(Entry entry) {
    RouteRef route = Objects.requireNonNull(entry.get(Member.ROUTE));
    var name = route.provider() + ", " + route.model() + ", " + route.region();
    return new Members()
        .put("type", dicom("110152").concept())
        .put("who", new Members().put("type", "Organization").put("display", name))
        .put("requestor", false)
        .put("network", network("urn:postern:route:" + route.name(), URI_ADDRESS));
  }

  /** The person who acted, and under which policy. */
  Optional<Members> user(Entry entry) {
    var actor = entry.get(Member.ACTOR);
    if (actor == null) {
      return Optional.empty();
    }
    var who = new Members().put("identifier", new Members().put("value", actor.subject()));
    var agent = new Members().put("who", who).put("requestor", true);
    var decision = entry.get(Member.DECISION);
    if (decision != null) {
      agent.putTexts(
          "policy",
          List.of(
              "urn:postern:policy:" + decision.bundleRevision(),
              "urn:postern:decision:" + decision.decisionId()));
    }
    String purpose = entry.get(Member.PURPOSE);
    if (purpose != null) {
      agent.put("purposeOfUse", List.of(purpose(purpose)));
    }
    return Optional.of(agent);
  }

  private static Members network(String address, String type) {
    return new Members().put("address", address).put("type", type);
  }

  Members patient(Exported exported, int number) {
    var tenant = exported.entry().tenant();
    var identifier =
        new Members()
            .put("system", "urn:postern:patient-handle:" + tenant)
            .put("value", exported.patients().get(number));
    return new Members()
        .put("type", new Coding(ENTITY, "1").members())
        .put("role", new Coding(ROLE, "1").members())
        .put("what", new Members().put("type", "Patient").put("identifier", identifier));
  }

  /** The log's entry: what ties the event to its proof. */
  Members data(Exported exported) {
    var entry = exported.entry();
    var id = new Members().put("system", URI).put("value", "urn:uuid:" + entry.id());
    var details = new ArrayList<Members>();
    details.add(detail("entry-type", entry.type().name()));
    details.add(detail("log-origin", origin));
    details.add(detail("log-index", Long.toString(exported.index())));
    details.add(detail("leaf-hash", entry.leafHash().hex()));
    var question = entry.get(Member.QUESTION_ID);
    if (question != null) {
      details.add(detail("question-id", question.toString()));
    }
    var data = entry.get(Member.DATA);
    if (data != null) {
      details.add(detail("snippets-sent", Long.toString(data.sent())));
      details.add(detail("characters-sent", Long.toString(data.characters())));
    }
    return new Members()
        .put("type", new Coding(ENTITY, "2").members())
        .put("role", new Coding(ROLE, "3").members())
        .put("what", new Members().put("identifier", id))
        .put("detail", details);
  }

  private static Members detail(String type, String value) {
    return new Members().put("type", type).put("valueString", value);
  }
}
