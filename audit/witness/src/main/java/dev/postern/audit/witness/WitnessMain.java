package dev.postern.audit.witness;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;

/**
 * The witness as a program: {@code init FOLDER NAME} makes one and prints its key, {@code serve
 * FILE} runs it. The file is a Java properties file:
 *
 * <pre>
 * witness.folder     made by init
 * witness.logs       policy file with a log line for each key of each log
 * witness.host       address to listen on, 0.0.0.0 by default
 * witness.port
 * witness.tls-cert   PEM, the chain
 * witness.tls-key    PEM, PKCS #8
 * </pre>
 */
public final class WitnessMain {
  private static final String USAGE = "usage: init FOLDER NAME | serve FILE";

  private WitnessMain() {}

  /** Runs. */
  public static void main(String... args) throws InterruptedException {
    // Whoever sends slowly holds nothing up for long.
    System.setProperty("sun.net.httpserver.maxReqTime", "10");
    System.setProperty("sun.net.httpserver.maxRspTime", "10");
    try {
      run(args);
    } catch (IOException | IllegalArgumentException e) {
      System.err.println("witness: " + e.getMessage());
      System.exit(1);
    }
  }

  private static void run(String... args) throws IOException, InterruptedException {
    if (args.length == 3 && args[0].equals("init")) {
      System.out.println(WitnessFolder.create(Path.of(args[1]), args[2]).key().vkey());
    } else if (args.length == 2 && args[0].equals("serve")) {
      serve(Path.of(args[1]));
    } else {
      throw new IllegalArgumentException(USAGE);
    }
  }

  private static void serve(Path file) throws IOException, InterruptedException {
    var settings = new Properties();
    try (var reader = Files.newBufferedReader(file)) {
      settings.load(reader);
    }
    var host = settings.getProperty("witness.host", "0.0.0.0");
    var address = new InetSocketAddress(host, Integer.parseInt(required(settings, "witness.port")));
    var tls = Tls.showing(path(settings, "witness.tls-cert"), path(settings, "witness.tls-key"));
    try (var folder = WitnessFolder.open(path(settings, "witness.folder"))) {
      var logs = new KnownLogs(path(settings, "witness.logs"));
      var witness = folder.witness(logs, InstantSource.system());
      try (var server = new WitnessServer(witness, address, tls)) {
        server.start();
        System.out.println("witness " + folder.identity().key().vkey());
        System.out.println("listening on " + server.port());
        new CountDownLatch(1).await();
      }
    }
  }

  private static Path path(Properties settings, String name) {
    return Path.of(required(settings, name));
  }

  private static String required(Properties settings, String name) {
    var value = settings.getProperty(name);
    if (value == null) {
      throw new IllegalArgumentException(name + " is not set");
    }
    return value;
  }
}
