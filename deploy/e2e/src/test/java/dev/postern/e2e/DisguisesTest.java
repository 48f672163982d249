package dev.postern.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DisguisesTest {

  private static final String NAME = "Ottoline Brackwater";

  @Test
  void seesANameInAnyForm() throws Exception {
    byte[] bytes = NAME.getBytes(StandardCharsets.UTF_8);
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);

    sees("... OTTOLINE BRACKWATER ...");
    sees("/q?name=" + URLEncoder.encode(NAME, StandardCharsets.UTF_8));
    sees("/q/ottoline%20brackwater");
    sees("\\x" + HexFormat.of().withUpperCase().formatHex(bytes));
    sees(HexFormat.of().formatHex(hash));
    sees(Base64.getEncoder().encodeToString(hash));
    for (String ahead : List.of("", "a", "ab", "abc", "{\"name\":\"")) {
      String json = ahead + NAME + "\"}";
      sees(Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8)));
    }
  }

  @Test
  void seesNothingInWhatIsSomethingElse() {
    assertEquals(Optional.empty(), Disguises.found("[PERSON_1] takes apixaban", List.of(NAME)));
    assertEquals(Optional.empty(), Disguises.found("", List.of(NAME)));
  }

  private static void sees(String text) {
    assertEquals(Optional.of(NAME), Disguises.found(text, List.of(NAME)), text);
  }
}
