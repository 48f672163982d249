package dev.postern.parser;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.tika.io.TikaInputStream;
import org.jspecify.annotations.Nullable;

/** The document at hand: it is sent once, and pages of it may be asked for again and again. */
final class Received implements Closeable {

  private static final int IN_MEMORY_BYTES = 8 << 20;
  private static final long THE_SAME = -1;

  private final DataInputStream requests;
  private byte[] bytes = new byte[0];
  private @Nullable Path spool;
  private long length;
  private @Nullable TikaInputStream document;
  private @Nullable PdfPages pages;

  Received(DataInputStream requests) {
    this.requests = requests;
  }

  /** Takes the next document from the stream; {@code -1}: it is the one before. */
  void next(long announced) throws IOException {
    if (announced != THE_SAME) {
      close();
      length = announced;
      if (announced <= IN_MEMORY_BYTES) {
        inMemory((int) announced);
      } else {
        onDisk(announced);
      }
    }
  }

  private void inMemory(int announced) throws IOException {
    bytes = requests.readNBytes(announced);
    if (bytes.length < announced) {
      throw new EOFException();
    }
  }

  private void onDisk(long announced) throws IOException {
    Path file = Files.createTempFile("document", "");
    spool = file;
    try (OutputStream out = Files.newOutputStream(file)) {
      byte[] buffer = new byte[1 << 16];
      for (long left = announced; left > 0; ) {
        int n = requests.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (n < 0) {
          throw new EOFException();
        }
        out.write(buffer, 0, n);
        left -= n;
      }
    }
  }

  long length() {
    return length;
  }

  /** From its start. */
  TikaInputStream document() throws IOException {
    closeReaders();
    TikaInputStream fresh = spool == null ? TikaInputStream.get(bytes) : TikaInputStream.get(spool);
    document = fresh;
    return fresh;
  }

  /** Its pages, if it is a PDF; they stay open until the next document. */
  PdfPages pages() throws IOException {
    PdfPages opened = pages;
    if (opened == null) {
      opened = new PdfPages(document(), TextRecognition.configured());
      pages = opened;
    }
    return opened;
  }

  private void closeReaders() throws IOException {
    if (pages != null) {
      pages.close();
      pages = null;
    }
    if (document != null) {
      document.close();
      document = null;
    }
  }

  @Override
  public void close() throws IOException {
    closeReaders();
    bytes = new byte[0];
    if (spool != null) {
      Files.deleteIfExists(spool);
      spool = null;
    }
  }
}
