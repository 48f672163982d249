package dev.postern.indexer.mllp;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a message's first segment says of it (HL7 v2.5, 2.15.9), as far as its sender has to be
 * known and answered. The rest is read in a parser child.
 *
 * @param separator MSH-1
 * @param encoding MSH-2
 * @param application MSH-3, its first component
 * @param facility MSH-4, its first component
 * @param receiver MSH-5 and MSH-6 as they are, with the separator between
 * @param sender MSH-3 and MSH-4 as they are, with the separator between
 * @param trigger MSH-9.2; empty where there is none
 * @param controlId MSH-10
 * @param processing MSH-11
 * @param version MSH-12
 */
record Header(
    char separator,
    String encoding,
    String application,
    String facility,
    String sender,
    String receiver,
    String trigger,
    String controlId,
    String processing,
    String version) {

  private static final int LONGEST = 4096;
  private static final int FIELDS = 12;

  /** MSH-10 is a string of at most 199 characters; it becomes a part of the document's name. */
  private static final Pattern CONTROL_ID = Pattern.compile("[ -~]{1,199}");

  /** Empty where the bytes do not start with a header that can be answered. */
  static Optional<Header> of(byte[] message) {
    int end = 0;
    while (end < message.length && message[end] != '\r' && message[end] != '\n') {
      end++;
    }
    if (end > LONGEST || end < 9) {
      return Optional.empty();
    }
    // One byte a character: what is echoed comes back as it came.
    String line = new String(message, 0, end, StandardCharsets.ISO_8859_1);
    char separator = line.charAt(3);
    if (!line.startsWith("MSH") || Character.isLetterOrDigit(separator)) {
      return Optional.empty();
    }
    List<String> fields = List.of(line.split(Pattern.quote(String.valueOf(separator)), -1));
    if (fields.size() < FIELDS || fields.get(1).isEmpty()) {
      return Optional.empty();
    }
    char component = fields.get(1).charAt(0);
    String controlId = fields.get(9);
    if (!CONTROL_ID.matcher(controlId).matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new Header(
            separator,
            fields.get(1),
            component(fields.get(2), component, 0),
            component(fields.get(3), component, 0),
            fields.get(2) + separator + fields.get(3),
            fields.get(4) + separator + fields.get(5),
            component(fields.get(8), component, 1),
            controlId,
            fields.get(10),
            fields.get(11)));
  }

  private static String component(String field, char separator, int number) {
    String[] components = field.split(Pattern.quote(String.valueOf(separator)), -1);
    return number < components.length ? components[number] : "";
  }

  @Override
  public String toString() {
    return "Header[hidden]";
  }
}
