package dev.postern.indexer.mllp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.indexer.ingest.AuditTrail.AuditTrailUnavailable;
import dev.postern.indexer.ingest.Classification;
import dev.postern.indexer.ingest.DocumentType;
import dev.postern.indexer.ingest.Feed;
import dev.postern.indexer.ingest.Rights;
import dev.postern.indexer.ingest.Upload;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.net.ServerSocketFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Messages over plain MLLP from addresses that are declared; what is taken stays in memory. */
class MllpListenerTest {

  private static final int MAX_BYTES = 400;
  private static final String ADT = "MSH|^~\\&|ADT1|AURELIA|POSTERN|ARCHIVE|20260301||ADT^A01|";

  private final List<Upload> taken = new ArrayList<>();
  private boolean logAnswers = true;
  private boolean databaseAnswers = true;
  private @Nullable MllpListener listener;

  @BeforeEach
  void listen() throws IOException {
    start("127.0.0.1", 4);
  }

  private void start(String address, int connections) throws IOException {
    start(address, connections, Duration.ofSeconds(20));
  }

  private void start(String address, int connections, Duration idle) throws IOException {
    stop();
    BoundFeed adt = new BoundFeed(feed("adt"), "", Set.of(address), "ADT1", "AURELIA");
    BoundFeed lab = new BoundFeed(feed("lab"), "", Set.of("192.0.2.7"), "LAB", "AURELIA");
    MllpListener made =
        new MllpListener(
            List.of(adt, lab),
            new MllpListener.Limits(false, MAX_BYTES, idle, connections),
            ServerSocketFactory.getDefault(),
            InetAddress.getLoopbackAddress(),
            0,
            this::take,
            Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC),
            () -> "a1");
    made.start();
    listener = made;
  }

  private static Feed feed(String name) {
    Rights rights = new Rights(List.of(), List.of("cardiology"));
    return new Feed(name, "st-aurelia", rights, Classification.CONFIDENTIAL, List.of("feed"));
  }

  @AfterEach
  void stop() throws IOException {
    MllpListener running = listener;
    if (running != null) {
      running.close();
    }
  }

  @Test
  void aMessageIsTakenAsTheFeedIsConfiguredAndAcknowledged() throws IOException {
    String message = ADT + "m1|P|2.5\rPID|1||17^^^AURELIA^MR||Zielinska^Ewa\r";
    assertEquals(
        "MSH|^~\\&|POSTERN|ARCHIVE|ADT1|AURELIA|20260301120000||ACK^A01|a1|P|2.5\rMSA|AA|m1\r",
        answers(message).getFirst());
    Upload upload = taken.getFirst();
    assertEquals("adt", upload.source());
    assertEquals("st-aurelia", upload.tenant());
    assertEquals(DocumentType.HL7, upload.type());
    assertEquals(List.of("g:cardiology"), upload.rights().principals());
    assertEquals(Classification.CONFIDENTIAL, upload.classification());
    assertEquals(message, new String(upload.content().bytes(), StandardCharsets.UTF_8));
  }

  @Test
  void theSameMessageAgainIsTheSameDocumentAndAnotherOfItsNumberIsNot() throws IOException {
    answers(ADT + "m1|P|2.5\rPV1|1\r", ADT + "m1|P|2.5\rPV1|1\r", ADT + "m1|P|2.5\rPV1|2\r");
    assertEquals(taken.get(0).externalId(), taken.get(1).externalId());
    assertEquals(2, taken.stream().map(Upload::externalId).distinct().count());
  }

  @Test
  void whatSaysItIsFromElsewhereIsRejectedAndNotTaken() throws IOException {
    for (String header :
        List.of(
            "MSH|^~\\&|ADT1|OTHER|||20260301||ADT^A01|m1|P|2.5\r",
            "MSH|^~\\&|OTHER|AURELIA|||20260301||ADT^A01|m1|P|2.5\r",
            "MSH|^~\\&|LAB|AURELIA|||20260301||ORU^R01|m1|P|2.5\r")) { // of another peer
      String answer = answers(header).getFirst();
      assertTrue(answer.contains("\rMSA|AR|m1\r"), answer);
      assertTrue(answer.contains("\rERR|||103^Table value not found^HL70357|E\r"), answer);
    }
    assertEquals(List.of(), taken);
  }

  @Test
  void whatCannotBeStoredNowIsToBeSentAgain() throws IOException {
    logAnswers = false;
    assertTrue(answers(ADT + "m1|P|2.5\r").getFirst().contains("\rMSA|AE|m1\r"));
    logAnswers = true;
    databaseAnswers = false;
    assertTrue(answers(ADT + "m1|P|2.5\r").getFirst().contains("\rMSA|AE|m1\r"));
  }

  @Test
  void whatIsNoMessageIsRejectedWithoutAWordOfIt() throws IOException {
    for (String noise :
        List.of(
            "Zielinska",
            "PID|1||17\r",
            "MSH|^~\\&|ADT1|AURELIA\r",
            ADT + "|P|2.5\rPID|1||17\r",
            ADT + "\u0007|P|2.5\r",
            ADT + "9".repeat(200) + "|P|2.5\r")) {
      String answer = answers(noise).getFirst();
      assertTrue(answer.contains("\rMSA|AR|\r"), answer);
      assertFalse(answer.contains("Zielinska") || answer.contains("17\r"), answer);
    }
    assertTrue(answers(ADT + "9".repeat(199) + "|P|2.5\r").getFirst().contains("|AA|"));
  }

  @Test
  void aMessageMayBeSoLongAndNotOneByteLonger() throws IOException {
    String start = ADT + "m1|P|2.5\rNTE|1||";
    String longest = start + "x".repeat(MAX_BYTES - start.length());
    assertTrue(answers(longest).getFirst().contains("|AA|"));
    String answer = answers(longest + "x").getFirst();
    assertTrue(answer.contains("\rMSA|AR|\r") && answer.contains("102^Data type error"), answer);
    assertEquals(1, taken.size());
  }

  @Test
  void separatorsAreTheSendersOwn() throws IOException {
    String answer = answers("MSH#*~\\&#ADT1*X#AURELIA#R#F#20260301##ADT*A08#m2#T#2.3\r").getFirst();
    assertEquals(
        "MSH#*~\\&#R#F#ADT1*X#AURELIA#20260301120000##ACK*A08#a1#T#2.3\rMSA#AA#m2\r", answer);
  }

  @Test
  void aStrangerIsNotAnswered() throws IOException {
    start("192.0.2.8", 4);
    assertThrows(IOException.class, () -> answers(ADT + "m1|P|2.5\r"));
    assertEquals(List.of(), taken);
  }

  @Test
  void moreConnectionsThanAllowedAreClosed() throws IOException {
    start("127.0.0.1", 1);
    try (Socket first = connect()) {
      send(first, ADT + "m1|P|2.5\r");
      assertTrue(receive(first).contains("|AA|"));
      assertThrows(IOException.class, () -> answers(ADT + "m2|P|2.5\r"));
      send(first, ADT + "m3|P|2.5\r");
      assertTrue(receive(first).contains("|AA|"));
    }
  }

  @Test
  void aConnectionThatSaysNothingIsClosed() throws IOException {
    start("127.0.0.1", 4, Duration.ofMillis(50));
    try (Socket socket = connect()) {
      assertEquals(-1, socket.getInputStream().read());
    }
  }

  private void take(String actor, Upload upload) throws AuditTrailUnavailable {
    assertEquals("feed:" + upload.source(), actor);
    if (!logAnswers) {
      throw new AuditTrailUnavailable("audit-unavailable", new IOException());
    }
    if (!databaseAnswers) {
      throw new IllegalStateException("no database");
    }
    synchronized (taken) {
      taken.add(upload);
    }
  }

  private List<String> answers(String... messages) throws IOException {
    List<String> answers = new ArrayList<>();
    try (Socket socket = connect()) {
      for (String message : messages) {
        send(socket, message);
        answers.add(receive(socket));
      }
    }
    return answers;
  }

  private Socket connect() throws IOException {
    MllpListener running = listener;
    if (running == null) {
      throw new IOException("nobody listens");
    }
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), running.port());
    socket.setSoTimeout(10_000);
    return socket;
  }

  private static void send(Socket socket, String message) throws IOException {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.write(0x0B);
    frame.writeBytes(message.getBytes(StandardCharsets.UTF_8));
    frame.write(0x1C);
    frame.write(0x0D);
    socket.getOutputStream().write(frame.toByteArray());
    socket.getOutputStream().flush();
  }

  private static String receive(Socket socket) throws IOException {
    byte[] answer =
        new Frames(socket.getInputStream(), socket.getOutputStream(), 10_000)
            .next()
            .orElseThrow(() -> new IOException("closed without an answer"));
    return new String(answer, StandardCharsets.UTF_8);
  }
}
