package dev.postern.toolbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.toolbox.process.Part;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Loopback ports by name, kept in {@code ports.json} so that addresses survive a restart. They are
 * drawn from below the kernel's ephemeral range: no outgoing connection can take one while its part
 * is down.
 */
public final class Ports {
  static final int FIRST = 20_000;
  static final int END = 32_000;
  private static final Duration CLOSING = Duration.ofSeconds(3);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private final Map<String, Integer> allocated = new TreeMap<>();

  public Ports(Path file) {
    this.file = file;
    if (Files.exists(file)) {
      try {
        allocated.putAll(
            JSON.readValue(file.toFile(), new TypeReference<Map<String, Integer>>() {}));
      } catch (IOException e) {
        throw new ToolboxException(
            file + " is not readable as ports; remove it and start again", e);
      }
    }
  }

  /** The port of {@code name}, allocated when it has none. */
  public synchronized int of(String name) {
    Integer port = allocated.get(name);
    return port != null ? port : allocate(name);
  }

  /**
   * The port of {@code name}, or another one when somebody else listens on it. Only for a part that
   * is not running.
   */
  public synchronized int free(String name) {
    int port = of(name);
    return becomesFree(port) ? port : allocate(name);
  }

  /** A killed process may still be closing its sockets after it counts as dead. */
  private static boolean becomesFree(int port) {
    Instant end = Instant.now().plus(CLOSING);
    while (!isFree(port)) {
      if (Instant.now().isAfter(end)) {
        return false;
      }
      Part.pauseShortly();
    }
    return true;
  }

  private int allocate(String name) {
    for (int attempt = 0; attempt < 1_000; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, END);
      if (!allocated.containsValue(port) && isFree(port)) {
        allocated.put(name, port);
        save();
        return port;
      }
    }
    throw new ToolboxException("no free loopback port between " + FIRST + " and " + END);
  }

  private void save() {
    try {
      PrivateFile.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(allocated));
    } catch (JsonProcessingException e) {
      throw new ToolboxException("cannot write " + file, e);
    }
  }

  static boolean isFree(int port) {
    try (ServerSocket probe = new ServerSocket()) {
      probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }
}
