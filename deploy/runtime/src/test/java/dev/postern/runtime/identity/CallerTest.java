package dev.postern.runtime.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CallerTest {

  @Test
  void aServiceIsNamedByItsCommonName() {
    assertEquals("bridge", new Caller("bridge.postern.internal", null).service());
    assertTrue(new Caller("audit.postern.internal", null).is("audit"));
  }

  @Test
  void lookalikesAreNoService() {
    for (String name :
        new String[] {
          "bridge", "bridge.postern.internal.example", "bridge.audit.postern.internal",
          ".postern.internal", "postern.internal", "bridge.postern.internal "
        }) {
      assertEquals("", new Caller(name, null).service(), name);
      assertFalse(new Caller(name, null).is(""), name);
    }
  }

  @Test
  void onlyACertificateWithAnOrganisationActsForATenant() {
    assertEquals("st-aurelia", new Caller("operator.postern.internal", "st-aurelia").tenant());
    Caller without = new Caller("bridge.postern.internal", null);
    assertThrows(IllegalStateException.class, without::tenant);
  }
}
