package dev.postern.indexer.mllp;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/**
 * The frames of MLLP release 1 (HL7 v2, appendix C): {@code <VT> message <FS><CR>}. What stands
 * between frames is skipped.
 */
final class Frames {

  private static final int START = 0x0B;
  private static final int END = 0x1C;
  private static final int RETURN = 0x0D;

  private final InputStream in;
  private final OutputStream out;
  private final int maxBytes;

  Frames(InputStream in, OutputStream out, int maxBytes) {
    this.in = in;
    this.out = out;
    this.maxBytes = maxBytes;
  }

  /** A message is longer than it may be; the rest of the stream means nothing any more. */
  static final class TooLong extends IOException {
    private static final long serialVersionUID = 1L;
  }

  /** The next message; empty at the end of the stream between two of them. */
  Optional<byte[]> next() throws IOException {
    int c = in.read();
    while (c >= 0 && c != START) {
      c = in.read();
    }
    if (c < 0) {
      return Optional.empty();
    }
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    for (c = in.read(); c != END; c = in.read()) {
      if (c < 0) {
        throw new EOFException("a message has no end");
      }
      if (message.size() == maxBytes) {
        throw new TooLong();
      }
      message.write(c);
    }
    if (in.read() != RETURN) {
      throw new EOFException("a frame does not end as it must");
    }
    return Optional.of(message.toByteArray());
  }

  /** Reads on without keeping anything, to the end or as far as the longest message. */
  void drain() throws IOException {
    byte[] some = new byte[8192];
    int left = maxBytes;
    for (int n = in.read(some); n >= 0 && left > 0; n = in.read(some)) {
      left -= n;
    }
  }

  void write(byte[] message) throws IOException {
    byte[] frame = new byte[message.length + 3];
    frame[0] = START;
    System.arraycopy(message, 0, frame, 1, message.length);
    frame[message.length + 1] = END;
    frame[message.length + 2] = RETURN;
    out.write(frame);
    out.flush();
  }
}
