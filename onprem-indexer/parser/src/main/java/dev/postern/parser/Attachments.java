package dev.postern.parser;

import dev.postern.parser.BlockSink.Note;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.apache.tika.exception.EncryptedDocumentException;
import org.apache.tika.exception.TikaException;
import org.apache.tika.io.TemporaryResources;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.xml.sax.SAXException;

/**
 * Documents inside of documents: attachments of mails, entries of archives, what is embedded in
 * office files. Each is a section under its own name, read like a document, within limits that hold
 * for the whole outermost document.
 */
final class Attachments {

  /**
   * What one document may hold.
   *
   * @param depth of nesting
   * @param entries in all
   * @param bytes of all of them, unpacked
   * @param ratio of unpacked bytes to the size of the outermost document, from {@link #RATIO_FROM}
   *     bytes on
   */
  record Limits(int depth, int entries, long bytes, int ratio) {
    static final Limits STANDARD = new Limits(6, 2_000, 512L << 20, 200);
  }

  /** Small documents compress as they like. */
  static final long RATIO_FROM = 16L << 20;

  /** An archive that is larger inside, or deeper, than what is taken. */
  static final class BeyondLimits extends IOException {
    private static final long serialVersionUID = 1L;
  }

  private final Limits limits;
  private final long outermost;
  private int depth;
  private int entries;
  private long bytes;
  private boolean beyond;

  /**
   * @param outermost size of the document that holds all others, in bytes
   */
  Attachments(Limits limits, long outermost) {
    this.limits = limits;
    this.outermost = Math.max(1, outermost);
  }

  /** Reads bytes that were found in a document. */
  void read(String name, byte[] content, BlockSink blocks) throws IOException {
    Metadata metadata = new Metadata();
    metadata.set(TikaCoreProperties.RESOURCE_NAME_KEY, name);
    count(content.length);
    try (TikaInputStream document = TikaInputStream.get(content, metadata)) {
      read(name, document, metadata, blocks);
    }
  }

  /** Reads bytes whose format the document that holds them says. */
  void read(DocumentFormat format, String name, byte[] content, BlockSink blocks)
      throws IOException {
    count(content.length);
    try (TikaInputStream document = TikaInputStream.get(content)) {
      enter();
      read(format, document, new NestedBlocks(name, blocks));
    }
  }

  /** Reads a stream that was found in a document; it stays open. */
  void read(String name, InputStream content, Metadata metadata, BlockSink blocks)
      throws IOException {
    try (TemporaryResources files = new TemporaryResources()) {
      TikaInputStream document = TikaInputStream.get(new Counted(content), files, new Metadata());
      if (unpacked(document, blocks)) {
        read(name, document, metadata, blocks);
      }
    }
  }

  /** The whole of it, counted, before anyone reads in it. */
  private boolean unpacked(TikaInputStream document, BlockSink blocks) throws BeyondLimits {
    try {
      document.getPath();
      return true;
    } catch (IOException e) {
      if (beyond) {
        throw new BeyondLimits(); // libraries wrap what their input throws
      }
      blocks.note(Note.ATTACHMENT_UNREAD);
      return false;
    }
  }

  private void read(String name, TikaInputStream document, Metadata metadata, BlockSink blocks)
      throws IOException {
    enter();
    Optional<DocumentFormat> format = EmbeddedFormat.of(document, metadata);
    if (format.isEmpty()) {
      if (!EmbeddedFormat.isPicture(metadata)) {
        blocks.note(Note.ATTACHMENT_UNKNOWN);
      }
      return;
    }
    read(format.get(), document, new NestedBlocks(name, blocks));
  }

  private void enter() throws BeyondLimits {
    if (depth >= limits.depth() || ++entries > limits.entries()) {
      beyond = true;
      throw new BeyondLimits();
    }
  }

  private void read(DocumentFormat format, TikaInputStream document, BlockSink blocks)
      throws IOException {
    depth++;
    try {
      DocumentReader.read(format, document, blocks, this);
    } catch (BeyondLimits | FrameWriter.TooMuchText e) {
      throw e;
    } catch (EncryptedDocumentException e) {
      blocks.note(Note.ATTACHMENT_ENCRYPTED);
    } catch (IOException | SAXException | TikaException | RuntimeException e) {
      if (beyond) {
        throw new BeyondLimits();
      }
      blocks.note(Note.ATTACHMENT_UNREAD);
    } finally {
      depth--;
    }
  }

  private void count(long more) throws BeyondLimits {
    bytes += more;
    boolean blownUp = bytes > RATIO_FROM && bytes / outermost > limits.ratio();
    if (bytes > limits.bytes() || blownUp) {
      beyond = true;
      throw new BeyondLimits();
    }
  }

  /** A file name without its folders; it is only ever a heading. */
  static String lastPart(String path) {
    String[] parts = path.split("[/\\\\]");
    String last = parts.length == 0 ? "" : parts[parts.length - 1];
    return last.isBlank() ? "attachment" : last.equals("..") ? "" : last;
  }

  /** Counts what is unpacked while it is unpacked. */
  private final class Counted extends InputStream {
    private final InputStream in;

    Counted(InputStream in) {
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      int b = in.read();
      if (b >= 0) {
        count(1);
      }
      return b;
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
      int n = in.read(buffer, from, length);
      if (n > 0) {
        count(n);
      }
      return n;
    }
  }
}
