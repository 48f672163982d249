package dev.postern.parser;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.tika.exception.TikaException;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.utils.XMLReaderUtils;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.Locator;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * A C-CDA document (HL7 CDA R2): the patient of its header, and its sections, each with its title,
 * code, narrative and the codes of its entries. A section is let go of once it is written.
 */
final class ClinicalDocument extends DefaultHandler {

  private static final int DEEPEST = 200;

  private final BlockSink blocks;
  private final CdaSection sections;
  private final Deque<XmlNode> open = new ArrayDeque<>();
  private final Set<Integer> patients = new LinkedHashSet<>();
  private @Nullable Locator locator;

  private ClinicalDocument(BlockSink blocks, Attachments attachments) {
    this.blocks = blocks;
    this.sections = new CdaSection(blocks, attachments);
  }

  static void read(InputStream document, BlockSink blocks, Attachments attachments)
      throws IOException, SAXException, TikaException {
    try {
      XMLReaderUtils.parseSAX(
          document, new ClinicalDocument(blocks, attachments), new ParseContext());
    } catch (SAXParseException e) {
      throw new Malformed(Math.max(1, e.getLineNumber()), "ClinicalDocument");
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  @Override
  public void setDocumentLocator(Locator where) {
    locator = where;
  }

  @Override
  public void startElement(String uri, String local, String qName, Attributes attributes)
      throws SAXException {
    if (open.size() >= DEEPEST) {
      throw new SAXParseException("too deep", locator);
    }
    XmlNode node = new XmlNode(local);
    for (int i = 0; i < attributes.getLength(); i++) {
      node.attributes.put(attributes.getLocalName(i), attributes.getValue(i));
    }
    XmlNode parent = open.peek();
    if (parent != null) {
      parent.children.add(node);
    }
    open.push(node);
  }

  @Override
  public void characters(char[] text, int start, int length) {
    XmlNode parent = open.peek();
    if (parent == null) {
      return;
    }
    XmlNode last = parent.children.isEmpty() ? null : parent.children.getLast();
    if (last == null || !last.name.equals(XmlNode.TEXT)) {
      last = new XmlNode(XmlNode.TEXT);
      parent.children.add(last);
    }
    last.text.append(text, start, length);
  }

  @Override
  public void endElement(String uri, String local, String qName) {
    XmlNode ended = open.pop();
    XmlNode parent = open.peek();
    if (parent == null) {
      return;
    }
    try {
      if (isWritten(ended, parent)) {
        parent.children.removeLast();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean isWritten(XmlNode ended, XmlNode parent) throws IOException {
    boolean header = parent.name.equals("ClinicalDocument");
    if (header && ended.name.equals("title")) {
      blocks.title(ended.words());
      blocks.heading(1, ended.words());
    } else if (header && ended.name.equals("recordTarget")) {
      SubjectDraft patient = CdaPatient.read(ended.first("patientRole"));
      if (patient.isNamed()) {
        patients.add(blocks.subject(patient.subject()));
        blocks.concerns(patients);
      }
      blocks.heading(2, "Patient");
      blocks.paragraph(ended.words());
    } else if (header && ended.name.equals("author")) {
      blocks.paragraph("Author: " + ended.words());
    } else if (ended.name.equals("section") && !isInsideSection()) {
      sections.write(ended, 2);
    } else if (ended.name.equals("nonXMLBody")) {
      sections.unstructured(ended.first("text"));
    } else {
      return false;
    }
    return true;
  }

  private boolean isInsideSection() {
    return open.stream().anyMatch(node -> node.name.equals("section"));
  }
}
