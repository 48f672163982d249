package dev.postern.indexer.mllp;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * What a sender is told of a message, in original mode (HL7 v2.5, 2.9.2 and table 0008): taken, try
 * again, or never as it is. It holds nothing of the message but its header.
 */
enum Acknowledgement {
  /** It is stored and will be read. */
  ACCEPTED("AA", ""),
  /** Nothing is wrong with it; it cannot be stored now. */
  NOT_NOW("AE", "207^Application internal error^HL70357"),
  /** This peer may not send for that application and facility. */
  NOT_BOUND("AR", "103^Table value not found^HL70357"),
  /** It is no message that could be read. */
  MALFORMED("AR", "100^Segment sequence error^HL70357"),
  TOO_LONG("AR", "102^Data type error^HL70357");

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final String code;
  private final String error;

  Acknowledgement(String code, String error) {
    this.code = code;
    this.error = error;
  }

  /**
   * The answer to a message.
   *
   * @param id of the answer itself, MSH-10
   */
  byte[] to(Header message, Instant now, String id) {
    String s = String.valueOf(message.separator());
    char component = message.encoding().charAt(0);
    String type = message.trigger().isEmpty() ? "ACK" : "ACK" + component + message.trigger();
    String header =
        String.join(
            s,
            "MSH",
            message.encoding(),
            message.receiver(),
            message.sender(),
            TIME.format(now),
            "",
            type,
            id,
            message.processing(),
            message.version());
    String answer = header + "\r" + String.join(s, "MSA", code, message.controlId()) + "\r";
    if (!error.isEmpty()) {
      answer += String.join(s, "ERR", "", "", error.replace('^', component), "E") + "\r";
    }
    return answer.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The answer to what has no header. */
  byte[] toNothing(Instant now, String id) {
    return ("MSH|^~\\&|||||"
            + TIME.format(now)
            + "||ACK|"
            + id
            + "|P|2.5\rMSA|"
            + code
            + "|\rERR|||"
            + error
            + "|E\r")
        .getBytes(StandardCharsets.ISO_8859_1);
  }
}
