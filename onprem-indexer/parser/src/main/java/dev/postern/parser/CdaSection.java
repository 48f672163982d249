package dev.postern.parser;

import java.io.IOException;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;

/** A section of a C-CDA document with the sections inside it. */
final class CdaSection {

  private static final int MOST_CODES = 60;

  private static final Map<String, String> SYSTEMS =
      Map.of(
          "2.16.840.1.113883.6.1", "LOINC",
          "2.16.840.1.113883.6.96", "SNOMED CT",
          "2.16.840.1.113883.6.88", "RxNorm",
          "2.16.840.1.113883.6.90", "ICD-10-CM",
          "2.16.840.1.113883.6.3", "ICD-10",
          "2.16.840.1.113883.12.292", "CVX",
          "2.16.840.1.113883.6.12", "CPT");

  private final BlockSink blocks;
  private final Attachments attachments;
  private final StringBuilder paragraph = new StringBuilder();

  CdaSection(BlockSink blocks, Attachments attachments) {
    this.blocks = blocks;
    this.attachments = attachments;
  }

  void write(XmlNode section, int level) {
    String code = coded(section.first("code"));
    String title = section.first("title").words();
    String heading = title.isEmpty() ? code : code.isEmpty() ? title : title + " (" + code + ")";
    blocks.heading(level, heading);
    for (XmlNode text : section.all("text")) {
      narrative(text);
      flush();
    }
    codes(section);
    for (XmlNode component : section.all("component")) {
      for (XmlNode inner : component.all("section")) {
        write(inner, level + 1);
      }
    }
  }

  /** A body that is a document of another format. */
  void unstructured(XmlNode text) throws IOException {
    if (!text.attribute("representation").equals("B64")) {
      blocks.paragraph(text.words());
      return;
    }
    try {
      attachments.read("", Base64.getMimeDecoder().decode(text.words()), blocks);
    } catch (IllegalArgumentException e) {
      throw new Malformed(1, "nonXMLBody.text");
    }
  }

  private void narrative(XmlNode node) {
    switch (node.name) {
      case XmlNode.TEXT -> paragraph.append(node.text);
      case "br" -> paragraph.append('\n');
      case "tr" -> {
        flush();
        StringJoiner cells = new StringJoiner(" | ");
        for (XmlNode cell : node.children) {
          if (cell.name.equals("td") || cell.name.equals("th")) {
            cells.add(cell.words());
          }
        }
        blocks.tableRow(cells.toString());
      }
      case "paragraph", "item", "caption", "table", "list" -> {
        flush();
        node.children.forEach(this::narrative);
        flush();
      }
      default -> node.children.forEach(this::narrative);
    }
  }

  private void flush() {
    String text = CleanText.oneLine(paragraph.toString());
    paragraph.setLength(0);
    if (!text.isEmpty()) {
      blocks.paragraph(text);
    }
  }

  /** What the entries say in codes; the narrative need not name them. */
  private void codes(XmlNode section) {
    Set<String> codes = new LinkedHashSet<>();
    section.all("entry").forEach(entry -> gather(entry, codes));
    if (!codes.isEmpty()) {
      blocks.paragraph("Codes: " + String.join("; ", codes));
    }
  }

  private static void gather(XmlNode node, Set<String> codes) {
    if (codes.size() >= MOST_CODES) {
      return;
    }
    if (!node.attribute("displayName").isBlank()) {
      codes.add(coded(node));
    }
    node.children.forEach(child -> gather(child, codes));
  }

  private static String coded(XmlNode code) {
    String system =
        SYSTEMS.getOrDefault(code.attribute("codeSystem"), code.attribute("codeSystemName"));
    String number = (system + " " + code.attribute("code")).strip();
    String name = code.attribute("displayName");
    return name.isBlank() || number.isEmpty() ? name + number : name + " (" + number + ")";
  }
}
