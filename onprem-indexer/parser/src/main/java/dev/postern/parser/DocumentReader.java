package dev.postern.parser;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import org.apache.tika.detect.AutoDetectReader;
import org.apache.tika.exception.TikaException;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.apache.tika.parser.html.JSoupParser;
import org.apache.tika.parser.mail.RFC822Parser;
import org.apache.tika.parser.mbox.MboxParser;
import org.apache.tika.parser.microsoft.OfficeParser;
import org.apache.tika.parser.microsoft.OfficeParserConfig;
import org.apache.tika.parser.microsoft.ooxml.OOXMLParser;
import org.apache.tika.parser.microsoft.rtf.RTFParser;
import org.apache.tika.parser.odf.OpenDocumentParser;
import org.apache.tika.utils.XMLReaderUtils;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/** Reads one document of a named format, with the documents inside it. */
final class DocumentReader {

  private static final int HEAD = 4096;

  private DocumentReader() {}

  static void read(
      DocumentFormat format, TikaInputStream document, BlockSink blocks, Attachments attachments)
      throws IOException, SAXException, TikaException {
    switch (format) {
      case TEXT -> PlainText.read(text(document), blocks);
      case CSV -> CommaSeparated.read(text(document), blocks);
      case MARKDOWN -> {
        try (Reader text = text(document)) {
          Markdown.read(text.readAllAsString(), blocks);
        }
      }
      case XML -> xml(document, blocks, attachments);
      case PDF -> {
        try (PdfPages pages = new PdfPages(document, TextRecognition.configured())) {
          pages.read(1, pages.count(), blocks);
        }
      }
      case HL7 -> Hl7.read(text(document), blocks, attachments);
      case FHIR_JSON -> new Fhir(blocks, attachments).json(text(document));
      case FHIR_NDJSON -> new Fhir(blocks, attachments).lines(text(document));
      case ARCHIVE -> Archive.read(document, blocks, attachments);
      case HTML -> xhtml(new JSoupParser(), document, blocks, attachments);
      case OFFICE -> xhtml(new OOXMLParser(), document, blocks, attachments);
      case OLD_OFFICE -> xhtml(new OfficeParser(), document, blocks, attachments);
      case RTF -> xhtml(new RTFParser(), document, blocks, attachments);
      case OPEN_DOCUMENT -> xhtml(new OpenDocumentParser(), document, blocks, attachments);
      case MAIL -> xhtml(new RFC822Parser(), document, blocks, attachments);
      case MAILBOX -> xhtml(new MboxParser(), document, blocks, attachments);
    }
  }

  private static BufferedReader text(TikaInputStream document) throws IOException, TikaException {
    return new AutoDetectReader(document);
  }

  private static void xml(TikaInputStream document, BlockSink blocks, Attachments attachments)
      throws IOException, SAXException, TikaException {
    byte[] head = new byte[HEAD];
    int read = document.peek(head);
    String start = new String(head, 0, Math.max(0, read), StandardCharsets.ISO_8859_1);
    if (start.contains("ClinicalDocument") && start.contains("urn:hl7-org:v3")) {
      ClinicalDocument.read(document, blocks, attachments);
    } else if (start.contains("\"http://hl7.org/fhir\"")) {
      new Fhir(blocks, attachments).xml(document);
    } else {
      XMLReaderUtils.parseSAX(document, new XmlBlocks(blocks), new ParseContext());
    }
  }

  private static void xhtml(
      Parser parser, TikaInputStream document, BlockSink blocks, Attachments attachments)
      throws IOException, SAXException, TikaException {
    XhtmlBlocks xhtml = new XhtmlBlocks(blocks);
    ParseContext context = new ParseContext();
    context.set(OfficeParserConfig.class, office());
    context.set(Parser.class, parser);
    context.set(EmbeddedDocumentExtractor.class, new Inside(xhtml, blocks, attachments));
    Metadata metadata = new Metadata();
    parser.parse(document, xhtml, metadata, context);
    xhtml.endDocument();
    String title = metadata.get(TikaCoreProperties.TITLE);
    if (title != null) {
      blocks.title(title);
    }
  }

  private static OfficeParserConfig office() {
    OfficeParserConfig config = new OfficeParserConfig();
    config.setUseSAXDocxExtractor(true);
    config.setUseSAXPptxExtractor(true);
    config.setExtractMacros(false);
    config.setIncludeDeletedContent(false);
    config.setIncludeMoveFromContent(false);
    return config;
  }

  /** What Tika finds inside is read by our own rules and limits, at the place where it stands. */
  private record Inside(XhtmlBlocks xhtml, BlockSink blocks, Attachments attachments)
      implements EmbeddedDocumentExtractor {

    @Override
    public boolean shouldParseEmbedded(Metadata metadata) {
      String type = metadata.get(Metadata.CONTENT_TYPE);
      return type == null || !type.startsWith("image/");
    }

    @Override
    public void parseEmbedded(
        InputStream stream, ContentHandler handler, Metadata metadata, boolean outputHtml)
        throws IOException {
      xhtml.flush();
      String name = metadata.get(TikaCoreProperties.RESOURCE_NAME_KEY);
      attachments.read(name == null ? "" : Attachments.lastPart(name), stream, metadata, blocks);
    }
  }
}
