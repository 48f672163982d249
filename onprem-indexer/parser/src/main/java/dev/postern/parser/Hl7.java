package dev.postern.parser;

import ca.uhn.hl7v2.parser.EncodingCharacters;
import dev.postern.parser.Hl7Segment.Value;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;

/**
 * HL7 version 2 messages (ADT, ORU, MDM and what looks like them), one or many in a file. Each
 * group of segments that belongs together is a section: the patient and the visit, each order with
 * its observations and notes, each document.
 */
final class Hl7 {

  private static final int LONGEST_SEGMENT = 32 << 20;

  private final BlockSink blocks;
  private final Attachments attachments;

  private Hl7(BlockSink blocks, Attachments attachments) {
    this.blocks = blocks;
    this.attachments = attachments;
  }

  static void read(BufferedReader text, BlockSink blocks, Attachments attachments)
      throws IOException {
    new Hl7(blocks, attachments).messages(new Hl7Lines(text, LONGEST_SEGMENT));
  }

  private void messages(Hl7Lines lines) throws IOException {
    EncodingCharacters characters = new EncodingCharacters('|', "^~\\&");
    List<Hl7Segment> message = new ArrayList<>();
    while (lines.next()) {
      String text = lines.segment();
      String name = text.length() < 3 ? "" : text.substring(0, 3);
      if (name.equals("MSH") || name.equals("FHS") || name.equals("BHS")) {
        message(message);
        message.clear();
        characters = Hl7Segment.declared(text, lines.line());
      }
      boolean named = name.matches("[A-Z][A-Z0-9]{2}");
      boolean ends = text.length() == 3 || text.charAt(3) == characters.getFieldSeparator();
      if (!named || !ends) {
        throw new Malformed(lines.line(), "segment");
      }
      message.add(Hl7Segment.of(text, lines.line(), characters));
    }
    message(message);
  }

  private void message(List<Hl7Segment> message) throws IOException {
    if (message.isEmpty() || !message.getFirst().name().equals("MSH")) {
      return; // the header or trailer of a batch
    }
    SubjectDraft patient = new SubjectDraft();
    message.forEach(segment -> Hl7Patient.read(segment, patient));
    blocks.concerns(patient.isNamed() ? Set.of(blocks.subject(patient.subject())) : Set.of());
    Value type = message.getFirst().value(9);
    if (type.component(1).isBlank()) {
      throw new Malformed(message.getFirst().line(), "MSH-9");
    }
    String title = "HL7 " + type.words(1, 2);
    blocks.title(title);
    blocks.heading(1, title + " " + Hl7Patient.date(message.getFirst().value(7).component(1)));
    for (Hl7Segment segment : message.subList(1, message.size())) {
      segment(segment);
    }
  }

  private void segment(Hl7Segment segment) throws IOException {
    switch (segment.name()) {
      case "PID" -> section("Patient", line(segment, 5, 7, 8, 3, 11, 13, 10, 16));
      case "PV1" -> section("Visit", line(segment, 2, 3, 4, 7, 8, 9, 10, 17, 44, 45));
      case "NK1" -> blocks.paragraph("Next of kin: " + line(segment, 2, 3, 4, 5));
      case "DG1" -> section("Diagnosis: " + segment.value(3).coded(), line(segment, 4, 5, 6));
      case "AL1" -> section("Allergy: " + segment.value(3).coded(), line(segment, 2, 4, 5, 6));
      case "PR1" -> section("Procedure: " + segment.value(3).coded(), line(segment, 4, 5, 6));
      case "OBR" -> section("Order: " + segment.value(4).coded(), line(segment, 2, 3, 7, 13, 16));
      case "TXA" -> section("Document: " + segment.value(2).line(), line(segment, 4, 5, 9, 17));
      case "RXE", "RXO", "RXA", "RXD" -> medication(segment);
      case "OBX" -> observation(segment);
      case "NTE" -> blocks.paragraph(segment.text(3));
      case "EVN", "MSA", "BTS", "FTS", "ZZZ" -> {}
      default -> blocks.paragraph(everything(segment));
    }
  }

  private void section(String heading, String first) {
    blocks.heading(2, heading);
    blocks.paragraph(first);
  }

  private void medication(Hl7Segment rx) {
    int coded = rx.name().equals("RXA") ? 5 : rx.name().equals("RXO") ? 1 : 2;
    section("Medication: " + rx.value(coded).coded(), everything(rx));
  }

  private void observation(Hl7Segment obx) throws IOException {
    String name = obx.value(3).coded();
    switch (obx.value(2).component(1)) {
      case "TX", "FT", "ST" -> text(name, obx);
      case "ED" -> {
        for (Value data : obx.values(5)) {
          encapsulated(name, data, obx.line());
        }
      }
      default -> row(name, obx);
    }
  }

  private void text(String name, Hl7Segment obx) {
    String text = obx.text(5);
    if (text.length() < 60 && !obx.value(6).line().isEmpty()) {
      row(name, obx);
    } else {
      blocks.paragraph(name.isBlank() ? text : name + ": " + text);
    }
  }

  private void row(String name, Hl7Segment obx) {
    boolean coded = obx.value(2).component(1).startsWith("C");
    StringJoiner values = new StringJoiner("; ");
    obx.values(5).forEach(v -> values.add(coded ? v.coded() : v.line()));
    StringJoiner cells = new StringJoiner(" | ").add(name).add(values.toString());
    cells.add(obx.value(6).component(1)).add(obx.text(7)).add(obx.text(8));
    cells.add(Hl7Patient.date(obx.value(14).component(1)));
    blocks.tableRow(cells.toString());
  }

  /** ED: source, type, subtype, encoding, data. */
  private void encapsulated(String name, Value data, int line) throws IOException {
    if (!data.component(4).equalsIgnoreCase("Base64")) {
      blocks.paragraph(name + ": " + data.component(5));
      return;
    }
    try {
      byte[] bytes = Base64.getMimeDecoder().decode(data.component(5));
      attachments.read(name, bytes, blocks);
    } catch (IllegalArgumentException e) {
      throw new Malformed(line, "OBX-5.5");
    }
  }

  private static String line(Hl7Segment segment, int... fields) {
    StringJoiner line = new StringJoiner("; ");
    for (int field : fields) {
      for (Value value : segment.values(field)) {
        if (!value.line().isBlank()) {
          line.add(value.line());
        }
      }
    }
    return line.toString();
  }

  private static String everything(Hl7Segment segment) {
    StringJoiner line = new StringJoiner("; ");
    for (int field = 1; field <= segment.fields().size(); field++) {
      String text = segment.text(field);
      if (!text.isBlank()) {
        line.add(text);
      }
    }
    return line.toString();
  }
}
