package dev.postern.audit.service.witness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.postern.audit.log.AddCheckpoint;
import dev.postern.audit.log.Checkpoint;
import dev.postern.audit.log.Hash;
import dev.postern.audit.log.NoteKey;
import dev.postern.audit.log.NoteSignature;
import dev.postern.audit.log.SignedNote;
import dev.postern.audit.log.WitnessKey;
import dev.postern.audit.service.witness.RemoteWitness.Reply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is believed of a witness's answers, and what is not. */
class RemoteWitnessTest {
  private static final String ORIGIN = "postern.example/audit/test";

  private final KeyPair pair = generate();
  private final WitnessKey key = WitnessKey.ed25519("witness.example/w1", raw(pair));
  private final SignedNote note = note(7);
  private final AddCheckpoint request = new AddCheckpoint(0, List.of(), note);
  private HttpServer server;
  private RemoteWitness witness;
  private int status;
  private String body = "";
  private String asked = "";
  private String sent = "";

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked = exchange.getRequestMethod() + " " + exchange.getRequestURI();
          sent = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          var bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    var prefix = URI.create("http://localhost:" + server.getAddress().getPort() + "/w1");
    witness = new RemoteWitness(prefix, key, HttpClient.newHttpClient(), Duration.ofSeconds(10));
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void aCosignatureOfThePinnedKeyIsTaken() throws IOException {
    var cosignature = cosign(note, pair);
    answers(200, SignedNote.lines(List.of(cosignature)));
    assertEquals(new Reply.Cosigned(cosignature), witness.add(request));
    assertEquals("POST /w1/add-checkpoint", asked);
    assertEquals(request.format(), sent);
  }

  @Test
  void ofSeveralLinesOnlyThePinnedKeysIsTaken() throws IOException {
    var own = cosign(note, pair);
    var stranger = new WitnessKeyPair("other.example/w").cosign(note);
    answers(200, SignedNote.lines(List.of(stranger, own)));
    assertEquals(new Reply.Cosigned(own), witness.add(request));
  }

  @Test
  void anotherKeysCosignatureOrOneOfAnotherCheckpointIsNotBelieved() {
    answers(200, SignedNote.lines(List.of(new WitnessKeyPair(key.name()).cosign(note))));
    assertThrows(IOException.class, () -> witness.add(request));
    answers(200, SignedNote.lines(List.of(cosign(note(8), pair))));
    assertThrows(IOException.class, () -> witness.add(request));
  }

  @Test
  void linesThatWouldMakeAnotherTextOfTheCheckpointAreNotBelieved() {
    var longer = new SignedNote(note.text() + "\nmore\n", note.signatures());
    answers(200, "more\n\n" + SignedNote.lines(List.of(cosign(longer, pair))));
    assertThrows(IOException.class, () -> witness.add(request));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "ok\n", "— w AAAA\n", "— witness.example/w1 \n"})
  void whatIsNoSignatureLineIsNotBelieved(String answer) {
    answers(200, answer);
    assertThrows(IOException.class, () -> witness.add(request));
  }

  @Test
  void aConflictSaysWhatTheWitnessRemembers() throws IOException {
    answers(409, "5\n");
    assertEquals(new Reply.Remembers(5), witness.add(request));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "-5\n", "05\n", "five\n", "5\n\n", "99999999999999999999\n"})
  void aConflictWithoutASizeIsNoAnswer(String answer) {
    answers(409, answer);
    assertThrows(IOException.class, () -> witness.add(request));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 404, 422})
  void aRefusalIsNotAFailure(int code) throws IOException {
    answers(code, "no\n");
    assertInstanceOf(Reply.Refused.class, witness.add(request));
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 429, 500, 503})
  void anythingElseIsAFailure(int code) {
    answers(code, "no\n");
    assertThrows(IOException.class, () -> witness.add(request));
    assertThrows(IOException.class, () -> witness.last(ORIGIN));
  }

  @Test
  void whatItRemembersIsBelievedUnderItsKeyAlone() throws IOException {
    var cosigned = note.with(List.of(cosign(note, pair)));
    answers(200, cosigned.format());
    assertEquals(Optional.of(cosigned), witness.last(ORIGIN));
    var hash = Hash.sha256(ORIGIN.getBytes(StandardCharsets.UTF_8)).hex();
    assertEquals("GET /w1/" + hash + "/checkpoint", asked);
    answers(200, note.format());
    assertThrows(IOException.class, () -> witness.last(ORIGIN));
    answers(200, "nonsense");
    assertThrows(IOException.class, () -> witness.last(ORIGIN));
    answers(404, "");
    assertEquals(Optional.empty(), witness.last(ORIGIN));
  }

  @Test
  void anAnswerWithoutEndIsCutOff() {
    answers(200, "— ".repeat(100_000));
    var refused = assertThrows(IOException.class, () -> witness.add(request));
    assertTrue(refused.getMessage() != null);
  }

  private void answers(int code, String text) {
    status = code;
    body = text;
  }

  private static SignedNote note(long size) {
    var checkpoint = new Checkpoint(ORIGIN, size, Hash.sha256(new byte[] {(byte) size}));
    var log = NoteKey.ed25519(ORIGIN, raw(generate()));
    return new SignedNote(checkpoint.text(), List.of(NoteSignature.of(log, new byte[64])));
  }

  private NoteSignature cosign(SignedNote cosigned, KeyPair by) {
    return key.cosign(cosigned.text(), Instant.ofEpochSecond(1), message -> sign(by, message));
  }

  /** Another witness. */
  private static final class WitnessKeyPair {
    private final KeyPair pair = generate();
    private final WitnessKey key;

    WitnessKeyPair(String name) {
      key = WitnessKey.ed25519(name, raw(pair));
    }

    NoteSignature cosign(SignedNote cosigned) {
      return key.cosign(cosigned.text(), Instant.ofEpochSecond(1), message -> sign(pair, message));
    }
  }

  private static byte[] sign(KeyPair by, byte[] message) {
    try {
      var signer = Signature.getInstance("Ed25519");
      signer.initSign(by.getPrivate());
      signer.update(message);
      return signer.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair generate() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] raw(KeyPair of) {
    var encoded = of.getPublic().getEncoded();
    return Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
  }
}
