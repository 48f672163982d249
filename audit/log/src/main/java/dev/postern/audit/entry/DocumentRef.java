package dev.postern.audit.entry;

import dev.postern.audit.json.Fields;
import dev.postern.audit.json.Json;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A document in the index.
 *
 * @param documentId its random id
 * @param source the source it came from
 * @param classification its classification
 * @param labels its labels
 * @param acl the groups and users who may read it
 * @param chunks its chunks
 * @param findings identifiers found, by type
 * @param detector the detector that found them
 * @param reason why it was removed, where it was
 */
public record DocumentRef(
    String documentId,
    String source,
    String classification,
    List<String> labels,
    List<String> acl,
    long chunks,
    Map<String, Long> findings,
    @Nullable String detector,
    @Nullable String reason) {
  /** Checks the limits of each member. */
  public DocumentRef {
    documentId = Limits.code("document_id", documentId);
    source = Limits.name("source", source);
    classification = Limits.code("classification", classification);
    labels = Limits.names("labels", labels);
    acl = Limits.names("acl", acl);
    chunks = Limits.count("chunks", chunks);
    findings = Limits.counts("findings", findings);
    detector = Limits.codeOrNull("detector", detector);
    reason = Limits.codeOrNull("reason", reason);
  }

  Json write() {
    var members = new TreeMap<String, Json>();
    members.put("document_id", Json.text(documentId));
    members.put("source", Json.text(source));
    members.put("classification", Json.text(classification));
    members.put("labels", Json.texts(labels));
    members.put("acl", Json.texts(acl));
    members.put("chunks", Json.number(chunks));
    members.put("findings", Json.counts(findings));
    members.put("detector", Json.text(detector));
    members.put("reason", Json.text(reason));
    return new Json.Obj(members);
  }

  static DocumentRef read(Json json) {
    var fields = Fields.of(json);
    var value =
        new DocumentRef(
            fields.text("document_id"),
            fields.text("source"),
            fields.text("classification"),
            fields.texts("labels"),
            fields.texts("acl"),
            fields.number("chunks"),
            fields.counts("findings"),
            fields.textOrNull("detector"),
            fields.textOrNull("reason"));
    fields.done();
    return value;
  }
}
