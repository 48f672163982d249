package dev.postern.audit.export;

import static dev.postern.audit.export.FhirCodes.dicom;
import static dev.postern.audit.export.FhirCodes.lifecycle;

import dev.postern.audit.entry.DataCounts;
import dev.postern.audit.entry.Entry;
import dev.postern.audit.entry.EntryType;
import dev.postern.audit.entry.Member;
import dev.postern.audit.entry.Outcome;
import dev.postern.audit.export.FhirCodes.Coding;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * FHIR R4 AuditEvents as NDJSON. What left about patients is told once for each patient, by IHE
 * BALP {@code PrivacyDisclosure.Source} (1.1.4) and, where identifiers were replaced or shown
 * again, by IHE {@code DeIdentification.Source} (a draft); these profiles want exactly one patient.
 * Everything else is a plain AuditEvent without a profile.
 */
public final class FhirLines implements LineFormat {
  /** IHE BALP: a disclosure as its source records it. */
  public static final String DISCLOSURE =
      "https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit.PrivacyDisclosure.Source";

  /** IHE de-identification handbook, draft. */
  public static final String DEIDENTIFICATION =
      "https://profiles.ihe.net/ITI/DeId/StructureDefinition/IHE.BasicAudit.DeIdentification.Source";

  private static final String DEID_ENTITY =
      "https://profiles.ihe.net/ITI/DeId/CodeSystem/DeIdentificationEntityType";
  private static final String SUCCESS = "0";
  private static final String MINOR_FAILURE = "4";
  private static final String SERIOUS_FAILURE = "8";

  private final FhirParts parts;

  /** Events that name this log. */
  public FhirLines(String origin) {
    this.parts = new FhirParts(origin);
  }

  @Override
  public String header() {
    return "";
  }

  @Override
  public List<String> lines(Exported exported) {
    var entry = exported.entry();
    var lines = new ArrayList<String>();
    if (entry.type() == EntryType.EGRESS_INTENT && left(exported)) {
      for (int i = 0; i < exported.patients().size(); i++) {
        lines.add(line(disclosure(exported, i)));
        if (deidentified(entry)) {
          lines.add(line(deidentification(exported, i, deidentifying(entry), ".p")));
        }
      }
    } else if (entry.type() == EntryType.REIDENTIFY) {
      for (int i = 0; i < exported.patients().size(); i++) {
        lines.add(line(deidentification(exported, i, lifecycle("reidentify"), ".r")));
      }
    }
    if (lines.isEmpty()) {
      lines.add(line(plain(exported)));
    }
    return lines;
  }

  private Members disclosure(Exported exported, int patient) {
    var entry = exported.entry();
    var agents = new ArrayList<Members>();
    agents.add(parts.sourceAgent());
    agents.add(parts.recipient(entry));
    parts.user(entry).ifPresent(agents::add);
    return event(exported, ".d" + patient, DISCLOSURE, "R")
        .put("type", dicom(FhirCodes.EXPORT).members())
        .put("subtype", List.of(lifecycle("disclose").members()))
        .put("agent", agents)
        .put("entity", List.of(parts.patient(exported, patient), parts.data(exported)));
  }

  private Members deidentification(Exported exported, int patient, Coding how, String suffix) {
    var entry = exported.entry();
    var agents = new ArrayList<Members>();
    agents.add(parts.sourceAgent());
    if (entry.get(Member.ROUTE) != null) {
      agents.add(parts.recipient(entry));
    }
    parts.user(entry).ifPresent(agents::add);
    var entities = new ArrayList<Members>();
    entities.add(parts.patient(exported, patient));
    entities.add(parts.data(exported));
    DataCounts data = entry.get(Member.DATA);
    if (data != null && data.deidentification() != null) {
      entities.add(algorithm(data.deidentification()));
    }
    return event(exported, suffix + patient, DEIDENTIFICATION, "R")
        .put("type", dicom(FhirCodes.EXPORT).members())
        .put("subtype", List.of(how.members()))
        .put("agent", agents)
        .put("entity", entities);
  }

  private static Members algorithm(String mode) {
    var what =
        new Members()
            .put("system", "urn:ietf:rfc:3986")
            .put("value", "urn:postern:deidentification:" + mode);
    return new Members()
        .put("type", new Coding(DEID_ENTITY, "DeId-algorithm").members())
        .put("what", new Members().put("identifier", what));
  }

  private Members plain(Exported exported) {
    var entry = exported.entry();
    var codes = FhirCodes.of(entry.type());
    var agents = new ArrayList<Members>();
    agents.add(parts.sourceAgent());
    if (entry.get(Member.ROUTE) != null) {
      agents.add(parts.recipient(entry));
    }
    parts.user(entry).ifPresent(agents::add);
    var entities = new ArrayList<Members>();
    entities.add(parts.data(exported));
    for (int i = 0; i < exported.patients().size(); i++) {
      entities.add(parts.patient(exported, i));
    }
    return event(exported, "", null, codes.action())
        .put("type", dicom(codes.type()).members())
        .put("subtype", codes.subtype() == null ? List.of() : List.of(codes.subtype().members()))
        .put("agent", agents)
        .put("entity", entities);
  }

  private Members event(Exported exported, String suffix, @Nullable String profile, String action) {
    var entry = exported.entry();
    var event =
        new Members()
            .put("resourceType", "AuditEvent")
            .put("id", entry.id() + suffix)
            .put("action", action)
            .put("recorded", FhirParts.time(entry.time()))
            .put("outcome", outcome(exported))
            .put("outcomeDesc", description(exported))
            .put("source", parts.source());
    if (profile != null) {
      event.put("meta", new Members().putTexts("profile", List.of(profile)));
    }
    String purpose = entry.get(Member.PURPOSE);
    if (purpose != null) {
      event.put("purposeOfEvent", List.of(FhirParts.purpose(purpose)));
    }
    return event;
  }

  private static @Nullable Outcome ending(Exported exported) {
    var own = exported.entry().get(Member.OUTCOME);
    var closing = exported.closing();
    return own != null || closing == null ? own : closing.get(Member.OUTCOME);
  }

  private static boolean left(Exported exported) {
    var ending = ending(exported);
    return ending == null || ending.status() != Outcome.Status.NOT_SENT;
  }

  private static String outcome(Exported exported) {
    if (exported.entry().get(Member.DENIAL) != null) {
      return SERIOUS_FAILURE;
    }
    var ending = ending(exported);
    if (ending == null) {
      boolean open = exported.entry().type().isIntent() || isUnknown(exported.entry());
      return open ? MINOR_FAILURE : SUCCESS;
    }
    return switch (ending.status()) {
      case ANSWERED -> SUCCESS;
      case PARTIAL, CANCELLED, STOPPED -> MINOR_FAILURE;
      case FAILED, NOT_SENT -> SERIOUS_FAILURE;
    };
  }

  private static @Nullable String description(Exported exported) {
    var denial = exported.entry().get(Member.DENIAL);
    if (denial != null) {
      return "refused: " + denial.code();
    }
    var ending = ending(exported);
    if (ending == null) {
      boolean open = exported.entry().type().isIntent() || isUnknown(exported.entry());
      return open ? "It is not known whether it was sent." : null;
    }
    return switch (ending.status()) {
      case ANSWERED -> null;
      case PARTIAL -> "The answer broke off.";
      case CANCELLED -> "The asker went away.";
      case STOPPED -> "The kill switch ended it.";
      case FAILED -> "The provider refused or failed.";
      case NOT_SENT -> "Nothing was sent.";
    };
  }

  private static boolean isUnknown(Entry entry) {
    return entry.get(Member.RECONCILIATION) != null;
  }

  private static boolean deidentified(Entry entry) {
    var data = entry.get(Member.DATA);
    return data != null && data.deidentification() != null && !isNone(data.deidentification());
  }

  private static boolean isNone(String mode) {
    return mode.equals("none");
  }

  private static Coding deidentifying(Entry entry) {
    var data = entry.get(Member.DATA);
    boolean pseudonyms = data != null && "pseudonyms".equals(data.deidentification());
    return lifecycle(pseudonyms ? "pseudonymize" : "deidentify");
  }

  private static String line(Members event) {
    return new String(event.json().canonicalBytes(), StandardCharsets.UTF_8) + "\n";
  }
}
