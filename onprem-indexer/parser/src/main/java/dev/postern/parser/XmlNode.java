package dev.postern.parser;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An element of an XML document, or a run of its text. */
final class XmlNode {

  /** Name of a run of text. */
  static final String TEXT = "#text";

  final String name;
  final Map<String, String> attributes = new LinkedHashMap<>();
  final List<XmlNode> children = new ArrayList<>();
  final StringBuilder text = new StringBuilder();

  XmlNode(String name) {
    this.name = name;
  }

  /** An attribute's value, empty where it is absent. */
  String attribute(String of) {
    return attributes.getOrDefault(of, "");
  }

  List<XmlNode> all(String child) {
    return children.stream().filter(c -> c.name.equals(child)).toList();
  }

  /** The first child of that name, or an empty element. */
  XmlNode first(String child) {
    List<XmlNode> all = all(child);
    return all.isEmpty() ? new XmlNode(child) : all.getFirst();
  }

  /** All text inside. */
  String words() {
    StringBuilder words = new StringBuilder(text);
    for (XmlNode child : children) {
      words.append(' ').append(child.words());
    }
    return CleanText.oneLine(words.toString());
  }

  @Override
  public String toString() {
    return "XmlNode[" + name + "]";
  }
}
