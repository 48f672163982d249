package dev.postern.cli;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** Adds up the reports that Surefire and Failsafe leave in each module. */
final class TestReports {

  /** Over all modules; failures as {@code class.method}. */
  record Sum(int tests, int skipped, List<String> failures) {}

  private int tests;
  private int skipped;
  private final List<String> failures = new ArrayList<>();

  private TestReports() {}

  /** The reports under this folder written at or after the instant. */
  static Sum since(Path root, Instant start) throws IOException {
    TestReports reports = new TestReports();
    for (Path file : files(root)) {
      if (!Files.getLastModifiedTime(file).toInstant().isBefore(start)) {
        reports.add(file);
      }
    }
    return new Sum(reports.tests, reports.skipped, List.copyOf(reports.failures));
  }

  private static List<Path> files(Path root) throws IOException {
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            String name = String.valueOf(folder.getFileName());
            boolean other =
                name.startsWith(".") || name.equals("src") || name.equals("quarkus-app");
            return other && !folder.equals(root)
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.getFileName().toString().matches("TEST-.*\\.xml")
                && String.valueOf(file.getParent()).endsWith("-reports")) {
              files.add(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException goneOrClosed) {
            return FileVisitResult.CONTINUE;
          }
        });
    return files;
  }

  private void add(Path file) throws IOException {
    Element suite = parse(file).getDocumentElement();
    tests += number(suite, "tests");
    skipped += number(suite, "skipped");
    NodeList cases = suite.getElementsByTagName("testcase");
    for (int i = 0; i < cases.getLength(); i++) {
      Element test = (Element) cases.item(i);
      boolean failed =
          test.getElementsByTagName("failure").getLength() > 0
              || test.getElementsByTagName("error").getLength() > 0;
      if (failed) {
        failures.add(test.getAttribute("classname") + "." + test.getAttribute("name"));
      }
    }
  }

  private static int number(Element suite, String name) {
    String value = suite.getAttribute(name);
    return value.isEmpty() ? 0 : Integer.parseInt(value);
  }

  private static Document parse(Path file) throws IOException {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      return factory.newDocumentBuilder().parse(file.toFile());
    } catch (ParserConfigurationException | SAXException unreadable) {
      throw new IOException(file + " is no test report: " + unreadable.getMessage(), unreadable);
    }
  }
}
