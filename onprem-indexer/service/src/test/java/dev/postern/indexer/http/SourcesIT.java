package dev.postern.indexer.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.audit.entry.EntryType;
import dev.postern.toolbox.process.Part;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;

/** What the running indexer watches and listens to by itself. */
class SourcesIT {

  private final RunningIndexer indexer = RunningIndexer.shared();
  private final String mark = letters();

  @Test
  void aWatchedFolderIsFollowedToTheEndOfEachFile() throws IOException {
    Path kept = indexer.folder.resolve("kept-" + mark + ".txt");
    Path file = indexer.folder.resolve("ward-" + mark + "/note.txt");
    Files.createDirectories(file.getParent());
    Files.writeString(kept, "The garden is open.");
    Files.writeString(file, "The infusion pump " + mark + " is kept in cupboard seven.");
    await(() -> found("infusion pump " + mark, "share").contains("cupboard seven"));
    Files.writeString(file, "The infusion pump " + mark + " went to cupboard nine.");
    await(() -> found("infusion pump " + mark, "share").contains("cupboard nine"));
    int removed = indexer.log.of(EntryType.DOCUMENT_REMOVED).size();
    Files.delete(file);
    await(() -> !found("infusion pump " + mark, "share").contains("cupboard nine"));
    assertEquals(removed + 1, indexer.log.of(EntryType.DOCUMENT_REMOVED).size());
    Files.delete(kept);
  }

  @Test
  void aMessageOfABoundPeerIsIndexedAndItsRelationshipsCountOnlyFromAnAuthoritativeFeed()
      throws Exception {
    String number = "88" + (100_000 + Math.floorMod(UUID.randomUUID().hashCode(), 899_999));
    int changes = indexer.log.of(EntryType.RELATIONSHIP_CHANGED).size();
    String lab = message("LAB-LIVE", "ORU^R01", number, "Potassium " + mark);
    assertTrue(exchange("operator", lab).contains("\rMSA|AA|" + mark + "\r"));
    await(() -> found("Potassium " + mark, "lab-live").contains("4.1"));
    assertEquals(changes, indexer.log.of(EntryType.RELATIONSHIP_CHANGED).size());
    String adt = message("ADT-LIVE", "ADT^A01", number, "Sodium " + mark);
    assertTrue(exchange("operator", adt).contains("\rMSA|AA|" + mark + "\r"));
    await(() -> found("Sodium " + mark, "adt-live").contains("4.1"));
    assertEquals(changes + 1, indexer.log.of(EntryType.RELATIONSHIP_CHANGED).size());
  }

  @Test
  void whoIsNotBoundIsRejectedOrNotAnswered() throws Exception {
    String elsewhere = message("OTHER", "ADT^A01", "1", mark);
    assertTrue(exchange("operator", elsewhere).contains("\rMSA|AR|" + mark + "\r"));
    String good = message("ADT-LIVE", "ADT^A01", "1", mark);
    assertThrows(IOException.class, () -> exchange("bridge", good), "a trusted stranger");
    SSLContext nameless = indexer.parts.vault().sslContext();
    assertThrows(IOException.class, () -> exchange(nameless, good), "without a certificate");
    assertThrows(IOException.class, this::plain, "without TLS");
  }

  private String message(String application, String type, String number, String observed) {
    return String.join(
        "\r",
        "MSH|^~\\&|" + application + "|AURELIA|||20260301||" + type + "|" + mark + "|P|2.5",
        "PID|1||" + number + "^^^AURELIA^MR||Zielinska" + mark + "^Ewa||19610412",
        "PV1|1|I|||||dr-lind^Lind",
        "OBR|1|||2823-3^" + observed + "^LN",
        "OBX|1|NM|2823-3^" + observed + "^LN||4.1|mmol/L|3.5-5.1|N",
        "");
  }

  private String found(String text, String source) {
    StringBuilder found = new StringBuilder();
    JsonNode reply = indexer.search("cardiologist", text, source).body();
    reply.path("snippets").forEach(snippet -> found.append(snippet.path("text").asText()));
    return found.toString();
  }

  private String exchange(String certificate, String message) throws IOException {
    return exchange(indexer.parts.vault().sslContext(certificate), message);
  }

  private String exchange(SSLContext tls, String message) throws IOException {
    try (SSLSocket socket =
        (SSLSocket)
            tls.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), indexer.mllp)) {
      socket.startHandshake();
      return answer(socket, message);
    }
  }

  private void plain() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), indexer.mllp)) {
      String answer = answer(socket, message("ADT-LIVE", "ADT^A01", "1", mark));
      throw new AssertionError("answered " + answer);
    }
  }

  private static String answer(Socket socket, String message) throws IOException {
    socket.setSoTimeout(20_000);
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.write(0x0B);
    frame.writeBytes(message.getBytes(StandardCharsets.UTF_8));
    frame.write(0x1C);
    frame.write(0x0D);
    socket.getOutputStream().write(frame.toByteArray());
    socket.getOutputStream().flush();
    if (socket.getInputStream().read() != 0x0B) {
      throw new IOException("closed without an answer");
    }
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    for (int c = socket.getInputStream().read();
        c >= 0 && c != 0x1C;
        c = socket.getInputStream().read()) {
      answer.write(c);
    }
    return answer.toString(StandardCharsets.UTF_8);
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("it did not come true");
      }
      Part.pauseShortly();
    }
  }

  /** A word of its own, without digits: those would be part of a number. */
  private static String letters() {
    StringBuilder letters = new StringBuilder();
    UUID.randomUUID()
        .toString()
        .chars()
        .filter(c -> c != '-')
        .limit(10)
        .forEach(c -> letters.append((char) ('a' + Character.digit(c, 16))));
    return letters.toString();
  }
}
