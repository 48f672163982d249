package dev.postern.parser;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import org.apache.tika.detect.AutoDetectReader;
import org.apache.tika.exception.TikaException;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.apache.tika.parser.html.JSoupParser;
import org.apache.tika.parser.microsoft.OfficeParserConfig;
import org.apache.tika.parser.microsoft.ooxml.OOXMLParser;
import org.apache.tika.parser.pdf.PDFParser;
import org.apache.tika.parser.pdf.PDFParserConfig;
import org.apache.tika.utils.XMLReaderUtils;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/** Reads one document of a named format; what is embedded in it is left unread. */
final class DocumentReader {

  private DocumentReader() {}

  static void read(DocumentFormat format, TikaInputStream document, BlockSink blocks)
      throws IOException, SAXException, TikaException {
    switch (format) {
      case TEXT -> {
        try (BufferedReader text = new AutoDetectReader(document)) {
          PlainText.read(text, blocks);
        }
      }
      case MARKDOWN -> {
        try (Reader text = new AutoDetectReader(document)) {
          Markdown.read(text.readAllAsString(), blocks);
        }
      }
      case XML -> XMLReaderUtils.parseSAX(document, new XmlBlocks(blocks), new ParseContext());
      case HTML -> xhtml(new JSoupParser(), document, blocks, new ParseContext());
      case PDF -> xhtml(new PDFParser(), document, blocks, pdfContext());
      case DOCX -> xhtml(new OOXMLParser(), document, blocks, officeContext());
    }
  }

  private static void xhtml(
      Parser parser, TikaInputStream document, BlockSink blocks, ParseContext context)
      throws IOException, SAXException, TikaException {
    context.set(EmbeddedDocumentExtractor.class, new NothingEmbedded());
    Metadata metadata = new Metadata();
    parser.parse(document, new XhtmlBlocks(blocks), metadata, context);
    String title = metadata.get(TikaCoreProperties.TITLE);
    if (title != null) {
      blocks.title(title);
    }
  }

  private static ParseContext pdfContext() {
    PDFParserConfig config = new PDFParserConfig();
    config.setOcrStrategy(PDFParserConfig.OCR_STRATEGY.NO_OCR);
    config.setExtractInlineImages(false);
    config.setExtractBookmarksText(false);
    config.setSuppressDuplicateOverlappingText(true);
    ParseContext context = new ParseContext();
    context.set(PDFParserConfig.class, config);
    return context;
  }

  private static ParseContext officeContext() {
    OfficeParserConfig config = new OfficeParserConfig();
    config.setUseSAXDocxExtractor(true);
    config.setExtractMacros(false);
    config.setIncludeDeletedContent(false);
    config.setIncludeMoveFromContent(false);
    ParseContext context = new ParseContext();
    context.set(OfficeParserConfig.class, config);
    return context;
  }

  private static final class NothingEmbedded implements EmbeddedDocumentExtractor {
    @Override
    public boolean shouldParseEmbedded(Metadata metadata) {
      return false;
    }

    @Override
    public void parseEmbedded(
        InputStream stream, ContentHandler handler, Metadata metadata, boolean outputHtml) {}
  }
}
