package dev.postern.audit.entry;

import dev.postern.audit.json.Fields;
import dev.postern.audit.json.Json;
import dev.postern.audit.log.Hash;
import java.time.Instant;
import java.util.TreeMap;

/**
 * Emergency access to one patient's documents, until a time, for one person.
 *
 * @param code the reason's code
 * @param until when it ends
 * @param askerSubject for whom
 * @param patientCommitment {@link Commitments#patient}
 */
public record BreakGlass(String code, Instant until, String askerSubject, Hash patientCommitment) {
  /** Checks the limits of each member. */
  public BreakGlass {
    code = Limits.code("code", code);
    until = Limits.time(until);
    askerSubject = Limits.name("asker_sub", askerSubject);
  }

  Json write() {
    var members = new TreeMap<String, Json>();
    members.put("code", Json.text(code));
    members.put("until", Json.text(Limits.formatTime(until)));
    members.put("asker_sub", Json.text(askerSubject));
    members.put("patient_commit", Json.text(patientCommitment.hex()));
    return new Json.Obj(members);
  }

  static BreakGlass read(Json json) {
    var fields = Fields.of(json);
    var value =
        new BreakGlass(
            fields.text("code"),
            Limits.time(fields, "until"),
            fields.text("asker_sub"),
            Limits.hash(fields, "patient_commit"));
    fields.done();
    return value;
  }
}
