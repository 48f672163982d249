package dev.postern.audit.log;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every parser under mangled input: what it refuses it refuses as such, and what it takes is the
 * one form of what it means. The seed is fixed and printed when something fails.
 */
class ParsersTest {
  private static final int ROUNDS = 20_000;
  private static final long SEED = 20_261_122;
  private static final TestLog LOG = new TestLog(300);
  private static final TestWitness WITNESS = new TestWitness("witness.example/w1");

  private record Parser(String name, List<String> samples, Consumer<String> readsBack) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Parser> parsers() throws IOException {
    var note = LOG.sign(LOG.checkpoint());
    var path = new TreeReader(LOG.source(), 300).inclusion(257).path();
    var proof = new TlogProof(257, path, note).format();
    var extra = proof.replaceFirst("\nindex", "\nextra AAAA\nindex");
    var policy = TrustPolicy.format(List.of(LOG.key), Map.of("W1", WITNESS.key), 1);
    return Stream.of(
        new Parser(
            "signed note",
            List.of(note, Golden.text("checkpoint.txt")),
            text -> assertEquals(text, SignedNote.parse(text).format())),
        new Parser(
            "checkpoint",
            List.of(LOG.checkpoint().text(), "a\n0\n" + Hash.EMPTY_TREE.base64() + "\nmore\n"),
            text -> startsWith(text, Checkpoint.parse(text).text())),
        new Parser(
            "proof",
            List.of(proof, extra),
            text -> assertEquals(text, TlogProof.parse(text).format())),
        new Parser(
            "request to a witness",
            List.of(Golden.text("add-checkpoint.txt"), "old 0\n\n" + note),
            text -> assertEquals(text, AddCheckpoint.parse(text).format())),
        new Parser(
            "policy",
            List.of(policy, "# nothing\n\nquorum none\n"),
            text -> TrustPolicy.parse(text).quorum()),
        new Parser(
            "log's key",
            List.of(LOG.key.vkey(), Golden.text("log.vkey")),
            text -> assertEquals(text.strip(), NoteKey.parse(text).vkey())),
        new Parser(
            "witness's key",
            List.of(WITNESS.key.vkey(), Golden.text("witness.vkey")),
            text -> assertEquals(text.strip(), WitnessKey.parse(text).vkey())),
        new Parser(
            "tile's name",
            List.of("tile/0/x001/x234/067", "tile/entries/273.p/112", "tile/2/000.p/1"),
            text -> assertEquals(text, TilePath.parse(text).toString())),
        new Parser(
            "hash in base64",
            List.of(Hash.EMPTY_TREE.base64()),
            text -> assertEquals(text, Hash.parseBase64(text).base64())),
        new Parser(
            "hash in hex",
            List.of(Hash.EMPTY_TREE.hex()),
            text -> assertEquals(text, Hash.parseHex(text).hex())));
  }

  @ParameterizedTest
  @MethodSource("parsers")
  void textThatIsMangledIsRefusedOrTheOneFormOfWhatItMeans(Parser parser) {
    var random = new Random(SEED);
    for (int round = 0; round < ROUNDS; round++) {
      var sample = parser.samples().get(random.nextInt(parser.samples().size()));
      var mangled = mangled(sample.getBytes(StandardCharsets.UTF_8), random);
      var text = new String(mangled, StandardCharsets.UTF_8);
      check(parser.name(), round, () -> parser.readsBack().accept(text));
    }
  }

  @ParameterizedTest
  @MethodSource("bundles")
  void bytesThatAreMangledAreRefusedOrTheOneFormOfWhatTheyMean(byte[] sample) {
    var random = new Random(SEED);
    for (int round = 0; round < ROUNDS; round++) {
      var bytes = mangled(sample, random);
      check(
          "entry bundle",
          round,
          () -> assertArrayEquals(bytes, EntryBundle.encode(EntryBundle.decode(bytes))));
      check("tile", round, () -> assertArrayEquals(bytes, Tile.encode(Tile.decode(bytes))));
    }
  }

  static Stream<byte[]> bundles() {
    return Stream.of(
        EntryBundle.encode(LOG.entries.subList(0, 10)),
        EntryBundle.encode(List.of(new byte[0], new byte[300])),
        Tile.encode(LOG.leaves().subList(0, 4)));
  }

  private static void startsWith(String text, String parsed) {
    assertEquals(parsed, text.substring(0, Math.min(parsed.length(), text.length())));
  }

  private static void check(String what, int round, Runnable readsBack) {
    try {
      readsBack.run();
    } catch (IllegalArgumentException refused) {
      return;
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      fail(what + ", seed " + SEED + ", round " + round, e);
    }
  }

  /** One to four changes: a bit, a byte, a piece left out, doubled, moved or cut off. */
  private static byte[] mangled(byte[] sample, Random random) {
    var bytes = sample;
    for (int changes = 1 + random.nextInt(4); changes > 0 && bytes.length > 0; changes--) {
      int at = random.nextInt(bytes.length);
      int end = Math.min(bytes.length, at + random.nextInt(40));
      bytes =
          switch (random.nextInt(7)) {
            case 0 -> changed(bytes, at, (byte) (bytes[at] ^ 1 << random.nextInt(8)));
            case 1 -> changed(bytes, at, (byte) random.nextInt(256));
            case 2 -> changed(bytes, at, (byte) "\n +=0—\t\r".charAt(random.nextInt(8)));
            case 3 -> joined(bytes, 0, at, end, bytes.length);
            case 4 -> joined(bytes, 0, end, at, bytes.length);
            case 5 -> Arrays.copyOf(bytes, at);
            default -> joined(bytes, at, bytes.length, 0, at);
          };
    }
    return bytes;
  }

  private static byte[] changed(byte[] bytes, int at, byte value) {
    var copy = bytes.clone();
    copy[at] = value;
    return copy;
  }

  private static byte[] joined(byte[] bytes, int from, int to, int again, int end) {
    var out = new ByteArrayOutputStream();
    out.write(bytes, from, to - from);
    out.write(bytes, again, end - again);
    return out.toByteArray();
  }
}
