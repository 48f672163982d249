package dev.postern.indexer.hibernate;

import dev.postern.indexer.ingest.Chunk;
import dev.postern.indexer.ingest.IdentifierFinder.Findings;
import dev.postern.indexer.ingest.IdentifierFinder.Span;
import dev.postern.indexer.ingest.SliceResult;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * A part's result as bytes, kept only until its document is whole: a version, then title, text,
 * chunks with vectors, findings, notes and patients. Texts are UTF-8 behind their length, numbers
 * big-endian.
 */
final class SliceBytes {

  private static final int VERSION = 1;

  private SliceBytes() {}

  static byte[] write(SliceResult result) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      text(out, result.title());
      text(out, result.text());
      out.writeInt(result.chunks().size());
      for (int i = 0; i < result.chunks().size(); i++) {
        chunk(out, result.chunks().get(i), result.vectors().get(i));
      }
      text(out, result.findings().detector());
      out.writeInt(result.findings().spans().size());
      for (Span span : result.findings().spans()) {
        out.writeInt(span.start());
        out.writeInt(span.end());
        text(out, span.type());
        out.writeDouble(span.score());
      }
      texts(out, result.notes());
      texts(out, result.patients());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void chunk(DataOutputStream out, Chunk chunk, float[] vector) throws IOException {
    out.writeInt(chunk.page());
    out.writeInt(chunk.start());
    out.writeInt(chunk.end());
    text(out, chunk.section());
    text(out, chunk.text());
    text(out, chunk.context());
    out.writeInt(vector.length);
    for (float component : vector) {
      out.writeFloat(component);
    }
  }

  private static void texts(DataOutputStream out, Collection<String> texts) throws IOException {
    List<String> sorted = texts.stream().sorted().toList();
    out.writeInt(sorted.size());
    for (String text : sorted) {
      text(out, text);
    }
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(utf8.length);
    out.write(utf8);
  }

  static SliceResult read(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      if (in.readByte() != VERSION) {
        throw new IllegalStateException("a part was kept by another version");
      }
      String title = text(in);
      String text = text(in);
      List<Chunk> chunks = new ArrayList<>();
      List<float[]> vectors = new ArrayList<>();
      int count = in.readInt();
      for (int i = 0; i < count; i++) {
        chunks.add(chunk(in, i));
        vectors.add(vector(in));
      }
      Findings findings = findings(in);
      return new SliceResult(
          title,
          text,
          chunks,
          vectors,
          findings,
          new LinkedHashSet<>(texts(in)),
          new LinkedHashSet<>(texts(in)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Chunk chunk(DataInputStream in, int ordinal) throws IOException {
    int page = in.readInt();
    int start = in.readInt();
    int end = in.readInt();
    String section = text(in);
    String text = text(in);
    return new Chunk(ordinal, page, section, start, end, text, text(in));
  }

  private static float[] vector(DataInputStream in) throws IOException {
    float[] vector = new float[in.readInt()];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = in.readFloat();
    }
    return vector;
  }

  private static Findings findings(DataInputStream in) throws IOException {
    String detector = text(in);
    List<Span> spans = new ArrayList<>();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      int start = in.readInt();
      int end = in.readInt();
      String type = text(in);
      spans.add(new Span(start, end, type, in.readDouble()));
    }
    return new Findings(detector, spans);
  }

  private static List<String> texts(DataInputStream in) throws IOException {
    List<String> texts = new ArrayList<>();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      texts.add(text(in));
    }
    return texts;
  }

  private static String text(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
  }
}
