package dev.postern.toolbox.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.StringReader;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class PropertiesFileTest {
  @Test
  void everyValueComesBackAsItWas() throws IOException {
    Map<String, String> settings =
        Map.of("a.url", "https://localhost:1/x=y#z", "b", " leading and C:\\back", "c", "");
    Properties read = new Properties();
    read.load(new StringReader(PropertiesFile.text(settings)));
    assertEquals(settings, read);
  }

  @Test
  void aLineBreakCantSmuggleInASecondSetting() {
    assertThrows(IllegalArgumentException.class, () -> PropertiesFile.text(Map.of("a", "x\nb=y")));
  }
}
