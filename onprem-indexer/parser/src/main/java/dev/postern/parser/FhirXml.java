package dev.postern.parser;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
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
 * FHIR's XML form turned into its JSON form (each element a list), resource by resource, so that
 * both are read by the same rules.
 */
final class FhirXml extends DefaultHandler {

  private static final int DEEPEST = 100;

  /** Takes a resource and where its bundle says it lives. */
  interface Resources {
    void take(ObjectNode resource, @Nullable String fullUrl) throws IOException;
  }

  private record Open(String name, ObjectNode node) {}

  private final Resources resources;
  private final Deque<Open> open = new ArrayDeque<>();
  private final StringBuilder div = new StringBuilder();
  private @Nullable String fullUrl;
  private @Nullable Locator locator;
  private int divs;

  private FhirXml(Resources resources) {
    this.resources = resources;
  }

  static void read(InputStream document, Resources resources)
      throws IOException, SAXException, TikaException {
    try {
      XMLReaderUtils.parseSAX(document, new FhirXml(resources), new ParseContext());
    } catch (SAXParseException e) {
      throw new Malformed(Math.max(1, e.getLineNumber()), "resource");
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
    if (divs > 0 || local.equals("div")) {
      divs++;
      div.append('<').append(local).append('>');
      return;
    }
    if (open.size() >= DEEPEST) {
      throw new SAXParseException("too deep", locator);
    }
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    if (Character.isUpperCase(local.charAt(0))) {
      node.put("resourceType", local);
    }
    for (int i = 0; i < attributes.getLength(); i++) {
      node.put(attributes.getLocalName(i), attributes.getValue(i));
    }
    open.push(new Open(local, node));
  }

  @Override
  public void characters(char[] text, int start, int length) {
    if (divs > 0) {
      String escaped = new String(text, start, length).replace("&", "&amp;").replace("<", "&lt;");
      div.append(escaped);
    }
  }

  @Override
  public void endElement(String uri, String local, String qName) {
    if (divs > 0) {
      div.append("</").append(local).append('>');
      if (--divs == 0) {
        Open parent = open.peek();
        if (parent != null) {
          parent.node().put("div", div.toString());
        }
        div.setLength(0);
      }
      return;
    }
    close(open.pop());
  }

  private void close(Open ended) {
    Open parent = open.peek();
    boolean resource = ended.node().has("resourceType");
    if (ended.name().equals("fullUrl")) {
      fullUrl = ended.node().path("value").asText();
    } else if (resource && (parent == null || parent.name().equals("resource"))) {
      emit(ended.node());
    } else if (parent != null) {
      attach(parent, ended, resource);
    }
  }

  private void emit(ObjectNode resource) {
    try {
      if (!resource.path("resourceType").asText().equals("Bundle")) {
        resources.take(resource, fullUrl);
      }
      fullUrl = null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void attach(Open parent, Open ended, boolean resource) {
    ObjectNode node = ended.node();
    if (resource && parent.name().equals("contained")) {
      parent.node().setAll(node);
      return;
    }
    ArrayNode list = parent.node().withArray(ended.name());
    boolean primitive = node.has("value") && node.path("value").isTextual() && node.size() <= 2;
    if (primitive) {
      list.add(node.path("value"));
    } else {
      list.add(node);
    }
  }
}
