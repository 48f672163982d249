package dev.postern.runtime.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** Golden vectors of the patient handle (architecture section 3), made with a key of 32 zeros. */
class PatientHandleTest {

  @Test
  void theMessageIsTenantAuthorityAndIdentifierWithAZeroByteBetween() {
    assertEquals(
        "73742d617572656c696100" + "6d726e00" + "53412d34343130323338",
        HexFormat.of().formatHex(PatientHandle.message("st-aurelia", "mrn", "SA-4410238")));
  }

  @Test
  void theHandleIsTheFirst26CharactersOfBase32() {
    byte[] rfc4648 = "foobarfoobarfoobarfoobar".getBytes(StandardCharsets.US_ASCII);
    assertEquals("MZXW6YTBOJTG633CMFZGM33PMJ", PatientHandle.of(rfc4648));
  }

  @Test
  void aKnownPatientHasAKnownHandle() throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(new byte[32], "HmacSHA256"));
    byte[] code = mac.doFinal(PatientHandle.message("st-aurelia", "mrn", "SA-4410238"));
    assertEquals("SE4GMISTZHIG6AAS4LEAK5QJZS", PatientHandle.of(code));
  }
}
