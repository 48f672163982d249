package dev.postern.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.audit.log.Checkpoint;
import dev.postern.audit.log.Hash;
import dev.postern.audit.log.MerkleTree;
import dev.postern.audit.log.NoteKey;
import dev.postern.audit.log.NoteSignature;
import dev.postern.audit.log.SignedNote;
import dev.postern.audit.log.TilePath;
import dev.postern.audit.log.TrustPolicy;
import dev.postern.audit.log.WitnessKey;
import dev.postern.cli.log.LogFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A log in a folder, as a reviewer is handed it. */
class AuditVerifyCommandTest {

  private static final String ORIGIN = "postern.example/audit/test";
  private static final List<byte[]> ENTRIES =
      IntStream.range(0, 300)
          .mapToObj(i -> ("entry " + i).getBytes(StandardCharsets.UTF_8))
          .toList();

  @TempDir private Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final KeyPair logKeys = pair();
  private final NoteKey logKey = NoteKey.ed25519(ORIGIN, raw(logKeys));
  private final KeyPair witnessKeys = pair();
  private final WitnessKey witnessKey = WitnessKey.ed25519("witness.example/w1", raw(witnessKeys));
  private CommandLine postern;
  private Path key;
  private Path policy;

  @BeforeEach
  void begin() throws IOException {
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    Terminal terminal = new Terminal(stream, stream, false);
    postern = Postern.commandLine(terminal, new Checkout(folder, terminal));
    key = Files.writeString(folder.resolve("log.vkey"), logKey.vkey() + "\n");
    policy =
        Files.writeString(
            folder.resolve("policy"),
            TrustPolicy.format(List.of(logKey), Map.of("w1", witnessKey), 1));
  }

  @Test
  void thePolicyDemandsTheWitness() throws IOException {
    LogFolder.write(folder.resolve("log"), ENTRIES, signed().format());
    assertEquals(1, verify("--policy", policy.toString()));
    assertTrue(said().contains("NOT PROVEN"), said());
    assertTrue(said().contains("quorum"), said());
    assertEquals(0, verify("--key", key.toString()));
    assertTrue(said().contains("witnesses    none"), said());
  }

  @Test
  void aCosignedLogIsProvenAndTheWitnessNamed() throws IOException {
    LogFolder.write(folder.resolve("log"), ENTRIES, cosigned(signed()).format());
    assertEquals(0, verify("--policy", policy.toString()));
    assertTrue(said().contains("witness      witness.example/w1, cosigned "), said());
    assertEquals(0, verify("--policy", policy.toString(), "--json"));
    assertTrue(said().contains("\"w1\""), said());
  }

  @Test
  void aLogThatSignsWithTheNextVersionOfItsKeyIsProvenOnceThatIsPinnedToo() throws IOException {
    LogFolder.write(folder.resolve("log"), ENTRIES, signed().format());
    NoteKey before = NoteKey.ed25519(ORIGIN, raw(pair()));
    Files.writeString(key, before.vkey() + "\n");
    assertEquals(1, verify("--key", key.toString()));
    Files.writeString(key, before.vkey() + "\n" + logKey.vkey() + "\n");
    assertEquals(0, verify("--key", key.toString()));
    assertTrue(said().contains(logKey.fingerprint()), said());
  }

  @Test
  void aPrunedLogIsProvenFromTheIndexThatItPromises() throws IOException {
    LogFolder.write(folder.resolve("log"), ENTRIES, signed().format());
    Files.delete(folder.resolve("log").resolve(TilePath.full(TilePath.ENTRIES, 0).toString()));
    assertEquals(1, verify("--key", key.toString()));
    assertTrue(said().contains("tile/entries/000"), said());
    assertEquals(0, verify("--key", key.toString(), "--minimum-index", "256"));
  }

  @Test
  void whatIsNoPolicyOrOfSeveralLogsIsRefused() throws IOException {
    LogFolder.write(folder.resolve("log"), ENTRIES, signed().format());
    Files.writeString(policy, "nonsense\n");
    assertEquals(1, verify("--policy", policy.toString()));
    NoteKey other = NoteKey.ed25519("other.example/log", raw(pair()));
    Files.writeString(policy, TrustPolicy.format(List.of(logKey, other), Map.of(), 0));
    assertEquals(1, verify("--policy", policy.toString()));
    assertTrue(said().contains("one log"), said());
  }

  private int verify(String... options) {
    out.reset();
    String[] all = new String[options.length + 3];
    all[0] = "audit";
    all[1] = "verify";
    all[2] = folder.resolve("log").toString();
    System.arraycopy(options, 0, all, 3, options.length);
    return postern.execute(all);
  }

  private String said() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private SignedNote signed() {
    MerkleTree tree = new MerkleTree();
    ENTRIES.forEach(entry -> tree.append(Hash.leaf(entry)));
    String text = new Checkpoint(ORIGIN, tree.size(), tree.root()).text();
    byte[] signature = sign(logKeys, text.getBytes(StandardCharsets.UTF_8));
    return new SignedNote(text, List.of(NoteSignature.of(logKey, signature)));
  }

  private SignedNote cosigned(SignedNote note) {
    return note.with(
        List.of(witnessKey.cosign(note.text(), Instant.now(), m -> sign(witnessKeys, m))));
  }

  private static byte[] sign(KeyPair by, byte[] message) {
    try {
      Signature signer = Signature.getInstance("Ed25519");
      signer.initSign(by.getPrivate());
      signer.update(message);
      return signer.sign();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static KeyPair pair() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static byte[] raw(KeyPair of) {
    byte[] encoded = of.getPublic().getEncoded();
    return Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
  }
}
