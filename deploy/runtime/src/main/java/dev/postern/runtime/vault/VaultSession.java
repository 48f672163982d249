package dev.postern.runtime.vault;

import io.github.jopenlibs.vault.json.Json;
import io.github.jopenlibs.vault.json.JsonArray;
import io.github.jopenlibs.vault.json.JsonObject;
import io.github.jopenlibs.vault.json.JsonValue;
import io.github.jopenlibs.vault.response.LogicalResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * This service's session with Vault (or OpenBao): logged in by AppRole, kept alive in the
 * background. Every call is tried once and ends in a value or a {@link VaultFailure}; nothing is
 * cached here. Safe for use by many threads.
 */
public final class VaultSession implements AutoCloseable {

  private final VaultCalls calls;
  private final Clock clock;
  private final SessionToken token;

  private VaultSession(VaultCalls calls, Clock clock) {
    this.calls = calls;
    this.clock = clock;
    this.token = new SessionToken(calls);
  }

  /**
   * Logs in once.
   *
   * @throws VaultFailure when Vault cannot be reached, is sealed, or does not know us
   */
  public static VaultSession open(VaultAccess access, Clock clock) {
    return new VaultSession(new VaultCalls(access), clock);
  }

  /** The fields of a secret under the KV version 2 mount {@code kv}. */
  public Map<String, String> secret(String path) {
    JsonObject fields = object(data(read("kv/data/" + path)), "data");
    Map<String, String> secret = new LinkedHashMap<>();
    for (JsonObject.Member member : fields) {
      JsonValue value = member.getValue();
      secret.put(member.getName(), value.isString() ? value.asString() : value.toString());
    }
    return Map.copyOf(secret);
  }

  /** A new login of the database role. Who needs it for longer uses {@link LeasedLogin}. */
  public DatabaseLogin databaseLogin(String role) {
    LogicalResponse response = read("database/creds/" + role);
    JsonObject data = data(response);
    return new DatabaseLogin(
        string(data, "username"),
        string(data, "password"),
        response.getLeaseId(),
        clock.instant(),
        Duration.ofSeconds(response.getLeaseDuration()),
        response.getRenewable());
  }

  /** Prolongs the login's lease; the answer's life may be shorter than asked for, down to none. */
  public DatabaseLogin renew(DatabaseLogin login) {
    LogicalResponse response =
        write(
            "sys/leases/renew",
            Map.of("lease_id", login.leaseId(), "increment", login.life().toSeconds()));
    return new DatabaseLogin(
        login.user(),
        login.password(),
        login.leaseId(),
        clock.instant(),
        Duration.ofSeconds(response.getLeaseDuration()),
        response.getRenewable());
  }

  /** A new certificate with a private key that only the caller has. */
  public IssuedCertificate issue(CertificateRequest request) {
    JsonObject data =
        data(
            write(
                "pki/issue/" + request.role(),
                Map.of(
                    "common_name", request.commonName(),
                    "alt_names", String.join(",", request.dnsNames()),
                    "ip_sans", String.join(",", request.addresses()),
                    "format", "pem",
                    "private_key_format", "pkcs8")));
    List<String> authorities = strings(data.get("ca_chain"));
    if (authorities.isEmpty()) {
      authorities = List.of(string(data, "issuing_ca"));
    }
    return new IssuedCertificate(
        List.of(string(data, "certificate"), string(data, "issuing_ca")),
        string(data, "private_key"),
        authorities,
        Instant.ofEpochSecond(data.get("expiration").asLong()));
  }

  /** Signs with the latest version of a transit key. */
  public TransitSignature sign(String key, byte[] message) {
    JsonObject data = data(write("transit/sign/" + key, Map.of("input", base64(message))));
    return TransitSignature.parse(string(data, "signature"));
  }

  /** HMAC-SHA256 of each message, in order, under version 1 of a transit key. */
  public List<byte[]> hmac(String key, List<byte[]> messages) {
    if (messages.isEmpty()) {
      return List.of();
    }
    JsonArray batch = new JsonArray();
    for (byte[] message : messages) {
      batch.add(Json.object().add("input", base64(message)));
    }
    JsonObject data =
        data(
            write(
                "transit/hmac/" + key + "/sha2-256",
                Map.of("batch_input", batch, "key_version", 1)));
    List<byte[]> codes = new ArrayList<>();
    for (JsonValue result : data.get("batch_results").asArray()) {
      codes.add(VersionedText.parse(string(result.asObject(), "hmac")).bytes());
    }
    if (codes.size() != messages.size()) {
      throw new VaultRejected("transit/hmac/" + key + ": not one code per message");
    }
    return codes;
  }

  /**
   * Encrypts with the latest version of a transit key.
   *
   * @param associatedData is bound to the ciphertext and needed again to decrypt; may be empty
   * @return Vault's text form
   */
  public String encrypt(String key, byte[] plaintext, byte[] associatedData) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("plaintext", base64(plaintext));
    if (associatedData.length > 0) {
      fields.put("associated_data", base64(associatedData));
    }
    return string(data(write("transit/encrypt/" + key, fields)), "ciphertext");
  }

  /** What {@link #encrypt} encrypted, or the data key that {@link #dataKey} wrapped. */
  public byte[] decrypt(String key, String ciphertext, byte[] associatedData) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("ciphertext", ciphertext);
    if (associatedData.length > 0) {
      fields.put("associated_data", base64(associatedData));
    }
    String plaintext = string(data(write("transit/decrypt/" + key, fields)), "plaintext");
    return Base64.getDecoder().decode(plaintext);
  }

  /** A new 256-bit data key, wrapped by the transit key. */
  public DataKey dataKey(String key) {
    JsonObject data = data(write("transit/datakey/plaintext/" + key, Map.of("bits", 256)));
    return new DataKey(
        Base64.getDecoder().decode(string(data, "plaintext")), string(data, "ciphertext"));
  }

  /** Makes a new version of a transit key; returns its number. */
  public int rotate(String key) {
    write("transit/keys/" + key + "/rotate", Map.of());
    return data(read("transit/keys/" + key)).get("latest_version").asInt();
  }

  /** The same ciphertexts under the newest version, in order; the plaintext stays in Vault. */
  public List<String> rewrap(String key, List<String> ciphertexts) {
    if (ciphertexts.isEmpty()) {
      return List.of();
    }
    JsonArray batch = new JsonArray();
    for (String ciphertext : ciphertexts) {
      batch.add(Json.object().add("ciphertext", ciphertext));
    }
    JsonObject data = data(write("transit/rewrap/" + key, Map.of("batch_input", batch)));
    List<String> rewrapped = new ArrayList<>();
    for (JsonValue result : data.get("batch_results").asArray()) {
      rewrapped.add(string(result.asObject(), "ciphertext"));
    }
    if (rewrapped.size() != ciphertexts.size()) {
      throw new VaultRejected("transit/rewrap/" + key + ": not one answer per ciphertext");
    }
    return rewrapped;
  }

  /** Destroys all versions of a transit key before this one, for ever. */
  public void trim(String key, int oldest) {
    write(
        "transit/keys/" + key + "/config",
        Map.of("min_decryption_version", oldest, "min_encryption_version", oldest));
    write("transit/keys/" + key + "/trim", Map.of("min_available_version", oldest));
  }

  /**
   * A snapshot of Vault's integrated storage, sealed as it is stored.
   *
   * @throws IOException when it cannot be written, or ended early
   */
  public void snapshot(OutputStream out) throws IOException {
    calls.download(token.value(), "sys/storage/raft/snapshot", out);
  }

  /** The public side of an asymmetric transit key. */
  public TransitKey transitKey(String key) {
    JsonObject data = data(read("transit/keys/" + key));
    TreeMap<Integer, String> versions = new TreeMap<>();
    for (JsonObject.Member version : object(data, "keys")) {
      versions.put(
          Integer.parseInt(version.getName()), string(version.getValue().asObject(), "public_key"));
    }
    return new TransitKey(string(data, "type"), versions);
  }

  /** Gives the token back, and with it every lease that hangs on it. */
  @Override
  public void close() {
    token.close();
  }

  SessionToken token() {
    return token;
  }

  private LogicalResponse read(String path) {
    String used = token.value();
    try {
      return calls.read(used, path);
    } catch (VaultDenied denied) {
      token.doubt(used);
      throw denied;
    }
  }

  private LogicalResponse write(String path, Map<String, Object> fields) {
    String used = token.value();
    try {
      return calls.write(used, path, fields);
    } catch (VaultDenied denied) {
      token.doubt(used);
      throw denied;
    }
  }

  private static JsonObject data(LogicalResponse response) {
    @Nullable JsonObject data = response.getDataObject();
    if (data == null) {
      throw new VaultUnavailable("Vault answered without data");
    }
    return data;
  }

  private static JsonObject object(JsonObject data, String field) {
    @Nullable JsonValue value = data.get(field);
    if (value == null || !value.isObject()) {
      throw new VaultRejected("Vault's answer has no object " + field);
    }
    return value.asObject();
  }

  private static String string(JsonObject data, String field) {
    @Nullable JsonValue value = data.get(field);
    if (value == null || !value.isString()) {
      throw new VaultRejected("Vault's answer has no text " + field);
    }
    return value.asString();
  }

  private static List<String> strings(@Nullable JsonValue value) {
    if (value == null || !value.isArray()) {
      return List.of();
    }
    List<String> strings = new ArrayList<>();
    value.asArray().forEach(element -> strings.add(element.asString()));
    return strings;
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
