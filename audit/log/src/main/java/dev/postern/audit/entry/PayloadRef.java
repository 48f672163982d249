package dev.postern.audit.entry;

import dev.postern.audit.json.Fields;
import dev.postern.audit.json.Json;
import dev.postern.audit.log.Hash;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The encrypted content kept beside the tree.
 *
 * @param ciphertextHash SHA-256 of the stored ciphertext; checkable for ever
 * @param plaintextCommitment a salted commitment to the plaintext, where one is made
 * @param keyName the key that wraps the payload's keys
 * @param length bytes of the ciphertext
 */
public record PayloadRef(
    Hash ciphertextHash,
    @Nullable Hash plaintextCommitment,
    @Nullable String keyName,
    long length) {
  /** Checks the limits of each member. */
  public PayloadRef {
    keyName = Limits.codeOrNull("kek", keyName);
    length = Limits.count("len", length);
  }

  Json write() {
    var members = new TreeMap<String, Json>();
    members.put("ct_sha256", Json.text(ciphertextHash.hex()));
    members.put("pt_commit", Limits.hashOrNull(plaintextCommitment));
    members.put("kek", Json.text(keyName));
    members.put("len", Json.number(length));
    return new Json.Obj(members);
  }

  static PayloadRef read(Json json) {
    var fields = Fields.of(json);
    var value =
        new PayloadRef(
            Limits.hash(fields, "ct_sha256"),
            Limits.hashOrNull(fields, "pt_commit"),
            fields.textOrNull("kek"),
            fields.number("len"));
    fields.done();
    return value;
  }
}
