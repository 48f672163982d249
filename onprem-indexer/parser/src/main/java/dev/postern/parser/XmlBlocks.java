package dev.postern.parser;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.StringJoiner;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Any XML without knowing its vocabulary. The first short leaf of the document is its title. Within
 * an element, a short first leaf followed by a longer one heads the section that the element is
 * (question and answer, name and text); leaves that are all short are one line {@code name: value;
 * value}.
 */
final class XmlBlocks extends DefaultHandler {

  private static final int SHORT = 300;
  private static final int TITLE = 120;

  private record Leaf(String name, String text) {
    @Override
    public String toString() {
      return "Leaf[" + name + "]";
    }
  }

  private static final class Element {
    final String name;
    final StringBuilder text = new StringBuilder();
    final List<Leaf> leaves = new ArrayList<>();
    boolean hasChildren;

    Element(String name) {
      this.name = name;
    }
  }

  private final BlockSink blocks;
  private final Deque<Element> open = new ArrayDeque<>();
  private boolean titled;

  XmlBlocks(BlockSink blocks) {
    this.blocks = blocks;
  }

  @Override
  public void startElement(String uri, String local, String qName, Attributes attributes) {
    Element parent = open.peek();
    if (parent != null) {
      parent.hasChildren = true;
      keepText(parent);
    }
    open.push(new Element(local.isEmpty() ? qName : local));
  }

  @Override
  public void characters(char[] chars, int start, int length) {
    Element element = open.peek();
    if (element != null) {
      element.text.append(chars, start, length);
    }
  }

  @Override
  public void endElement(String uri, String local, String qName) {
    Element element = open.pop();
    Element parent = open.peek();
    keepText(element);
    if (parent == null) {
      flush(element);
    } else if (element.hasChildren) {
      flush(parent);
      flush(element);
    } else {
      leaf(element, parent);
    }
  }

  private static void keepText(Element element) {
    if (!element.text.toString().isBlank()) {
      element.leaves.add(new Leaf(element.name, element.text.toString()));
    }
    element.text.setLength(0);
  }

  private void leaf(Element element, Element parent) {
    for (Leaf leaf : element.leaves) {
      String line = CleanText.oneLine(leaf.text());
      if (!titled && line.length() <= TITLE) {
        blocks.title(line);
        blocks.heading(1, line);
      } else {
        parent.leaves.add(leaf);
      }
      titled = true;
    }
  }

  private void flush(Element element) {
    List<Leaf> leaves = List.copyOf(element.leaves);
    element.leaves.clear();
    if (leaves.isEmpty()) {
      return;
    }
    Leaf first = leaves.getFirst();
    boolean longer = leaves.stream().anyMatch(l -> l.text().length() > first.text().length());
    boolean allShort = leaves.stream().allMatch(l -> l.text().length() <= TITLE);
    if (leaves.size() > 1 && longer && !allShort && first.text().length() <= SHORT) {
      blocks.heading(2, first.text());
      leaves.subList(1, leaves.size()).forEach(l -> paragraphs(l.text()));
    } else if (allShort && (leaves.size() > 1 || !first.name().equals(element.name))) {
      blocks.paragraph(oneLine(leaves));
    } else {
      leaves.forEach(l -> paragraphs(l.text()));
    }
  }

  private static String oneLine(List<Leaf> leaves) {
    StringJoiner line = new StringJoiner("; ");
    String name = "";
    for (Leaf leaf : leaves) {
      line.add(leaf.name().equals(name) ? leaf.text() : leaf.name() + ": " + leaf.text());
      name = leaf.name();
    }
    return CleanText.oneLine(line.toString());
  }

  private void paragraphs(String text) {
    for (String paragraph : text.split("\\R\\s*\\R", -1)) {
      if (!paragraph.isBlank()) {
        blocks.paragraph(CleanText.oneLine(paragraph));
      }
    }
  }
}
