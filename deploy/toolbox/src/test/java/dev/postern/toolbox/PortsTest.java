package dev.postern.toolbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortsTest {
  @TempDir Path folder;

  @Test
  void aPortIsKeptForTheNextStart() {
    int first = new Ports(folder.resolve("ports.json")).of("vault");
    assertEquals(first, new Ports(folder.resolve("ports.json")).of("vault"));
  }

  @Test
  void everyPartHasAPortOfItsOwnOutsideTheEphemeralRange() {
    Ports ports = new Ports(folder.resolve("ports.json"));
    assertNotEquals(ports.of("opa"), ports.of("vault"));
    assertTrue(ports.of("opa") >= Ports.FIRST && ports.of("opa") < Ports.END);
  }

  @Test
  void aPortThatSomebodyElseTookIsReplacedAndTheNewOneKept() throws IOException {
    Ports ports = new Ports(folder.resolve("ports.json"));
    int taken = ports.of("vault");
    try (ServerSocket stranger = new ServerSocket(taken, 1, InetAddress.getLoopbackAddress())) {
      assertEquals(taken, stranger.getLocalPort());
      int other = ports.free("vault");
      assertNotEquals(taken, other);
      assertEquals(other, new Ports(folder.resolve("ports.json")).of("vault"));
    }
  }

  @Test
  void anUnreadableFileSaysWhatToDo() throws IOException {
    Path file = Files.writeString(folder.resolve("ports.json"), "not json");
    ToolboxException refused = assertThrows(ToolboxException.class, () -> new Ports(file));
    assertTrue(refused.toString().contains("remove it"));
  }
}
