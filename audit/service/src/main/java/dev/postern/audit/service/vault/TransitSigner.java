package dev.postern.audit.service.vault;

import dev.postern.audit.log.Checkpoint;
import dev.postern.audit.log.NoteKey;
import dev.postern.audit.log.NoteSignature;
import dev.postern.audit.log.SignedNote;
import dev.postern.audit.service.sequencer.CheckpointSigner;
import dev.postern.runtime.vault.TransitKey;
import dev.postern.runtime.vault.VaultFailure;
import dev.postern.runtime.vault.VaultSession;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Signs with an ed25519 key of Vault's Transit engine; each version of the key is its own vkey. */
public final class TransitSigner implements CheckpointSigner {
  private final VaultSession vault;
  private final String key;
  private final String origin;
  private @Nullable TransitKey known;

  /**
   * A signer for one log.
   *
   * @param key the Transit key's name
   * @param origin the log's name, also the name of its note keys
   */
  public TransitSigner(VaultSession vault, String key, String origin) {
    this.vault = vault;
    this.key = key;
    this.origin = origin;
  }

  @Override
  public SignedNote sign(Checkpoint checkpoint) {
    try {
      var text = checkpoint.text();
      var signature = vault.sign(key, text.getBytes(StandardCharsets.UTF_8));
      var noteKey = noteKey(origin, version(signature.keyVersion()));
      var note = new SignedNote(text, List.of(NoteSignature.of(noteKey, signature.bytes())));
      if (!(note.verify(List.of(noteKey)) instanceof SignedNote.Verdict.Signed)) {
        throw new IllegalStateException("Vault's signature does not verify");
      }
      return note;
    } catch (VaultFailure e) {
      throw new SigningUnavailable(e);
    }
  }

  @Override
  public boolean signed(SignedNote note) {
    var name = Checkpoint.parse(note.text()).origin();
    return note.verify(keys(name)) instanceof SignedNote.Verdict.Signed;
  }

  /**
   * Every version of the key, oldest first; the last one signs now.
   *
   * @throws SigningUnavailable when Vault was never asked before and does not answer
   */
  public List<NoteKey> keys() {
    return keys(origin);
  }

  private List<NoteKey> keys(String name) {
    try {
      return current().publicKeys().values().stream().map(raw -> noteKey(name, raw)).toList();
    } catch (VaultFailure e) {
      throw new SigningUnavailable(e);
    }
  }

  private String version(int version) {
    var raw = current().publicKeys().get(version);
    if (raw == null) {
      refresh();
      raw = current().publicKeys().get(version);
    }
    if (raw == null) {
      throw new IllegalStateException("Vault signed with a version it does not show");
    }
    return raw;
  }

  private synchronized TransitKey current() {
    var cached = known;
    return cached == null ? refresh() : cached;
  }

  private synchronized TransitKey refresh() {
    var fresh = vault.transitKey(key);
    known = fresh;
    return fresh;
  }

  private static NoteKey noteKey(String name, String base64) {
    return NoteKey.ed25519(name, Base64.getDecoder().decode(base64));
  }
}
