package dev.postern.bench.retrieval;

import dev.postern.indexer.ingest.Block;
import dev.postern.indexer.ingest.Structure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * Pages of the NIH's questions and answers. What is indexed of a page is its focus and its answers;
 * its questions are only asked.
 *
 * <p>Source: abachaa/MedQuAD, CC BY 4.0.
 */
public final class MedQuad {

  private MedQuad() {}

  /**
   * A page.
   *
   * @param name of its file, with its folder
   * @param focus what it is about, its title
   */
  public record Page(String name, String focus, List<String> questions, List<String> answers) {

    /** As the indexer would have it of a parsed document. */
    Structure structure() {
      List<Block> blocks = new ArrayList<>();
      if (!focus.isBlank()) {
        blocks.add(new Block(Block.Kind.HEADING, 1, 0, focus));
      }
      for (String answer : answers) {
        for (String paragraph : answer.split("\\n\\s*\\n")) {
          String text = paragraph.replaceAll("\\s+", " ").strip();
          if (!text.isEmpty()) {
            blocks.add(new Block(Block.Kind.PARAGRAPH, 0, 0, text));
          }
        }
      }
      return Structure.of(focus, blocks);
    }
  }

  /** All pages with an answer, in the order of their names. */
  public static List<Page> read(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".xml"))
          .sorted()
          .map(file -> page(folder, file))
          .filter(page -> !page.answers().isEmpty())
          .toList();
    }
  }

  private static Page page(Path folder, Path file) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      Document xml = factory.newDocumentBuilder().parse(file.toFile());
      List<String> focus = texts(xml, "Focus");
      return new Page(
          folder.relativize(file).toString(),
          focus.isEmpty() ? "" : focus.getFirst(),
          texts(xml, "Question"),
          texts(xml, "Answer"));
    } catch (ParserConfigurationException | SAXException e) {
      throw new IllegalArgumentException("a page that is no XML: " + file, e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> texts(Document xml, String element) {
    NodeList nodes = xml.getElementsByTagName(element);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      String text = nodes.item(i).getTextContent().strip();
      if (!text.isEmpty()) {
        texts.add(text);
      }
    }
    return texts;
  }
}
