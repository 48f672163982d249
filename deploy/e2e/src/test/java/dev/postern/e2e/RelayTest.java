package dev.postern.e2e;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.postern.e2e.Relay.Direction;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;

class RelayTest {

  @Test
  void passesBytesBothWaysUntouched() throws Exception {
    try (ServerSocket echo = echo();
        Relay relay = Relay.to(echo.getLocalPort());
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), relay.port())) {
      byte[] sent = "question".getBytes(java.nio.charset.StandardCharsets.UTF_8);
      socket.getOutputStream().write(sent);
      assertArrayEquals(sent, socket.getInputStream().readNBytes(sent.length));
    }
  }

  @Test
  void holdsWhatComesAfterTheBudgetUntilReleased() throws Exception {
    try (ServerSocket echo = echo();
        Relay relay = Relay.to(echo.getLocalPort());
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), relay.port())) {
      relay.holdAfter(Direction.UPSTREAM, 3);
      socket.getOutputStream().write(new byte[] {1, 2, 3, 4, 5});
      assertArrayEquals(new byte[] {1, 2, 3}, socket.getInputStream().readNBytes(3));
      relay.awaitHeld(Direction.UPSTREAM, 2);
      assertEquals(0, socket.getInputStream().available());
      relay.release();
      assertArrayEquals(new byte[] {4, 5}, socket.getInputStream().readNBytes(2));
    }
  }

  @Test
  void aCutEndsOpenConnectionsAndNewOnesWork() throws Exception {
    try (ServerSocket echo = echo();
        Relay relay = Relay.to(echo.getLocalPort())) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), relay.port())) {
        socket.getOutputStream().write(7);
        assertEquals(7, socket.getInputStream().read());
        relay.cut();
        assertEquals(-1, endOf(socket));
      }
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), relay.port())) {
        socket.getOutputStream().write(8);
        assertEquals(8, socket.getInputStream().read());
      }
    }
  }

  private static int endOf(Socket socket) {
    try {
      return socket.getInputStream().read();
    } catch (IOException e) {
      return -1; // a reset is an end too
    }
  }

  private static ServerSocket echo() throws IOException {
    ServerSocket server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
    Thread.ofVirtual()
        .start(
            () -> {
              while (!server.isClosed()) {
                try {
                  Socket socket = server.accept();
                  Thread.ofVirtual()
                      .start(
                          () -> {
                            try (socket) {
                              socket.getInputStream().transferTo(socket.getOutputStream());
                            } catch (IOException e) {
                              assertEquals(false, socket.isConnected() && !socket.isClosed());
                            }
                          });
                } catch (IOException e) {
                  return;
                }
              }
            });
    return server;
  }
}
