package dev.postern.parser;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.tika.exception.TikaException;
import org.xml.sax.SAXException;

/**
 * Main class of the child process. A request on standard input is {@code format u8, max characters
 * u64, first page u32, last page u32, length u64, bytes}; a length of -1 means the document before,
 * whose bytes the child still has. The answer on standard output is the frames of {@link
 * FrameWriter}, ended by {@code E} or {@code F}. Pages count from 1; formats without pages are read
 * whole. End of input ends the process, and so does the end of the process that started it.
 */
public final class ParserChild {

  private final DataInputStream requests;
  private final OutputStream answers;

  ParserChild(InputStream requests, OutputStream answers) {
    this.requests = new DataInputStream(new BufferedInputStream(requests));
    this.answers = answers;
  }

  /** Serves requests until standard input ends. */
  public static void main(String[] arguments) throws IOException {
    ProcessHandle.current().parent().ifPresent(ParserChild::endWith);
    FileOutputStream out = new FileOutputStream(FileDescriptor.out);
    System.setOut(System.err);
    new ParserChild(new FileInputStream(FileDescriptor.in), new BufferedOutputStream(out)).serve();
  }

  private static void endWith(ProcessHandle parent) {
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              parent.onExit().join();
              Runtime.getRuntime().halt(4);
            });
  }

  void serve() throws IOException {
    try (Received received = new Received(requests)) {
      for (int code = requests.read(); code >= 0; code = requests.read()) {
        DocumentFormat format = DocumentFormat.ofCode(code);
        FrameWriter frames = new FrameWriter(answers, requests.readLong());
        int from = requests.readInt();
        int to = requests.readInt();
        received.next(requests.readLong());
        answer(format, from, to, received, frames);
      }
    }
  }

  private static void answer(
      DocumentFormat format, int from, int to, Received received, FrameWriter frames) {
    try {
      if (format == DocumentFormat.PDF) {
        PdfPages pages = received.pages();
        frames.pages(pages.count());
        pages.read(from, to, frames);
      } else {
        Attachments inside = new Attachments(Attachments.Limits.STANDARD, received.length());
        DocumentReader.read(format, received.document(), frames, inside);
      }
      frames.end();
    } catch (IOException | SAXException | TikaException | RuntimeException e) {
      frames.failed(Failure.describe(e));
    } catch (StackOverflowError e) {
      frames.failed(Failure.describe(e));
    }
  }
}
