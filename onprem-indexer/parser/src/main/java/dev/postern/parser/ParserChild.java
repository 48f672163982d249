package dev.postern.parser;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.tika.exception.TikaException;
import org.apache.tika.io.TemporaryResources;
import org.apache.tika.io.TikaInputStream;
import org.xml.sax.SAXException;

/**
 * Main class of the child process. A request on standard input is {@code format u8, max characters
 * u64, length u64, bytes}; the answer on standard output is the frames of {@link FrameWriter},
 * ended by {@code E} or {@code F}. End of input ends the process, and so does the end of the
 * process that started it.
 */
public final class ParserChild {

  private static final int IN_MEMORY_BYTES = 8 << 20;

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
    for (int code = requests.read(); code >= 0; code = requests.read()) {
      DocumentFormat format = DocumentFormat.ofCode(code);
      FrameWriter frames = new FrameWriter(answers, requests.readLong());
      long length = requests.readLong();
      try (TemporaryResources files = new TemporaryResources();
          TikaInputStream document = receive(length, files)) {
        answer(format, document, frames);
      }
    }
  }

  private static void answer(DocumentFormat format, TikaInputStream document, FrameWriter frames) {
    try {
      DocumentReader.read(format, document, frames);
      frames.end();
    } catch (IOException | SAXException | TikaException | RuntimeException e) {
      frames.failed(Failure.describe(e));
    } catch (StackOverflowError e) {
      frames.failed(Failure.describe(e));
    }
  }

  private TikaInputStream receive(long length, TemporaryResources files) throws IOException {
    if (length <= IN_MEMORY_BYTES) {
      byte[] bytes = requests.readNBytes((int) length);
      if (bytes.length < length) {
        throw new EOFException();
      }
      return TikaInputStream.get(bytes);
    }
    Path spool = files.createTempFile();
    try (OutputStream out = Files.newOutputStream(spool)) {
      byte[] buffer = new byte[1 << 16];
      for (long left = length; left > 0; ) {
        int n = requests.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (n < 0) {
          throw new EOFException();
        }
        out.write(buffer, 0, n);
        left -= n;
      }
    }
    return TikaInputStream.get(spool);
  }
}
