package dev.postern.audit.entry;

import dev.postern.audit.json.Fields;
import dev.postern.audit.json.Json;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the content is, in counts: evidence of minimum necessary (45 CFR 164.502(b)).
 *
 * @param classifications the classifications present
 * @param patients patients concerned
 * @param retrieved snippets found
 * @param sent snippets in what leaves
 * @param characters code points of those snippets
 * @param redactions identifiers replaced, by type
 * @param deidentification mode and detector, where one was applied
 * @param zip3List version of the ZIP3 list (45 CFR 164.514(b)(2)(i)(B)), where used
 */
public record DataCounts(
    List<String> classifications,
    long patients,
    long retrieved,
    long sent,
    long characters,
    Map<String, Long> redactions,
    @Nullable String deidentification,
    @Nullable String zip3List) {
  /** Checks the limits of each member. */
  public DataCounts {
    classifications = Limits.codes("classes", classifications);
    patients = Limits.count("patients", patients);
    retrieved = Limits.count("retrieved", retrieved);
    sent = Limits.count("sent", sent);
    characters = Limits.count("characters", characters);
    redactions = Limits.counts("redactions", redactions);
    deidentification = Limits.codeOrNull("deid_alg", deidentification);
    zip3List = Limits.codeOrNull("zip3_list_ver", zip3List);
  }

  Json write() {
    var members = new TreeMap<String, Json>();
    members.put("classes", Json.texts(classifications));
    members.put("patients", Json.number(patients));
    members.put("retrieved", Json.number(retrieved));
    members.put("sent", Json.number(sent));
    members.put("characters", Json.number(characters));
    members.put("redactions", Json.counts(redactions));
    members.put("deid_alg", Json.text(deidentification));
    members.put("zip3_list_ver", Json.text(zip3List));
    return new Json.Obj(members);
  }

  static DataCounts read(Json json) {
    var fields = Fields.of(json);
    var value =
        new DataCounts(
            fields.texts("classes"),
            fields.number("patients"),
            fields.number("retrieved"),
            fields.number("sent"),
            fields.number("characters"),
            fields.counts("redactions"),
            fields.textOrNull("deid_alg"),
            fields.textOrNull("zip3_list_ver"));
    fields.done();
    return value;
  }
}
