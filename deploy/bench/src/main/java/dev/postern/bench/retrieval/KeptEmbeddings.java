package dev.postern.bench.retrieval;

import dev.postern.indexer.ingest.Embedder;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * Embeddings of the evaluation's texts by the texts' hash, kept in a file: the corpus is embedded
 * once, and an interrupted run goes on where it stopped. The product itself keeps none.
 */
final class KeptEmbeddings implements AutoCloseable {

  private static final int HASH = 32;

  private final Embedder embedder;
  private final Map<String, float[]> kept = new HashMap<>();
  private final DataOutputStream file;

  KeptEmbeddings(Embedder embedder, Path path) throws IOException {
    this.embedder = embedder;
    long whole = Files.exists(path) ? load(path) : 0;
    SeekableByteChannel channel =
        Files.newByteChannel(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    channel.truncate(whole).position(whole);
    this.file = new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel)));
  }

  /** Returns how much of the file holds whole records. */
  private long load(Path path) throws IOException {
    long records = 0;
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(path), 1 << 20))) {
      byte[] hash = new byte[HASH];
      byte[] rest = new byte[2 * Embedder.DIMENSIONS];
      while (true) {
        in.readFully(hash);
        in.readFully(rest);
        float[] vector = new float[Embedder.DIMENSIONS];
        ByteBuffer halves = ByteBuffer.wrap(rest);
        for (int i = 0; i < vector.length; i++) {
          vector[i] = Float.float16ToFloat(halves.getShort());
        }
        kept.put(HexFormat.of().formatHex(hash), vector);
        records++;
      }
    } catch (EOFException end) {
      return records * (HASH + 2 * Embedder.DIMENSIONS);
    }
  }

  float[] passage(String text) {
    return kept.computeIfAbsent(hash("p", text), key -> keep(key, embedder.passage(text)));
  }

  float[] query(String text) {
    return kept.computeIfAbsent(hash("q", text), key -> keep(key, embedder.query(text)));
  }

  private float[] keep(String key, float[] vector) {
    try {
      file.write(HexFormat.of().parseHex(key));
      for (float component : vector) {
        file.writeShort(Float.floatToFloat16(component));
      }
      return vector;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String hash(String kind, String text) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of()
          .formatHex(sha.digest((kind + "\0" + text).getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
