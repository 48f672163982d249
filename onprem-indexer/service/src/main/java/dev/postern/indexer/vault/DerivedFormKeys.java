package dev.postern.indexer.vault;

import dev.postern.indexer.subject.FormKeys;
import dev.postern.runtime.vault.PatientHandle;
import dev.postern.runtime.vault.VaultSession;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Keys of normal forms under a key that Transit derives once ({@code patient-handle} over a fixed
 * text) and that then stays in memory: a question has hundreds of forms.
 */
public final class DerivedFormKeys implements FormKeys {

  private static final byte[] PURPOSE = "postern/form-keys/v1".getBytes(StandardCharsets.UTF_8);
  private static final int BYTES = 16;

  private final VaultSession vault;
  private final AtomicReference<@Nullable SecretKey> derived = new AtomicReference<>();

  public DerivedFormKeys(VaultSession vault) {
    this.vault = vault;
  }

  @Override
  public String of(String tenant, String form) {
    return of(key(), tenant, form);
  }

  static String of(SecretKey key, String tenant, String form) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      byte[] code = mac.doFinal((tenant + "\0" + form).getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(code, BYTES));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no HMAC-SHA256", e);
    }
  }

  private SecretKey key() {
    @Nullable SecretKey known = derived.get();
    if (known != null) {
      return known;
    }
    byte[] code = vault.hmac(PatientHandle.KEY, List.of(PURPOSE)).getFirst();
    SecretKey fresh = new SecretKeySpec(code, "HmacSHA256");
    derived.set(fresh);
    return fresh;
  }
}
