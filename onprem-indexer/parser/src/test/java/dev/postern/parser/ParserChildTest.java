package dev.postern.parser;

import static dev.postern.parser.Asked.answers;
import static dev.postern.parser.Asked.parse;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParserChildTest {

  @Test
  void markdownKeepsItsHeadingsTablesAndWords() throws IOException {
    assertEquals(
        List.of(
            "T Dose",
            "B h1 Dose",
            "B p0 Five *stars* of milligrams daily.",
            "B h2 Table",
            "B r0 drug | mg",
            "B r0 losartan | 50",
            "E"),
        parse(
            'm',
            "# Dose\n\n"
                + "Five \\*stars\\* of **milligrams** [daily](http://x.example).\n\n"
                + "## Table\n\n"
                + "| drug | mg |\n"
                + "|---|---|\n"
                + "| losartan | 50 |\n"));
  }

  @Test
  void textHasParagraphsAndAShortFirstLineIsItsTitle() throws IOException {
    assertEquals(
        List.of("T Visit note", "B h1 Visit note", "B p0 Line one\nline two", "B p0 Next.", "E"),
        parse('t', "Visit note\n\nLine one  \nline\ttwo\n\n\nNext.\u0000\n"));
  }

  @Test
  void htmlKeepsHeadingsAndRowsAndDropsScripts() throws IOException {
    assertEquals(
        List.of("T Ward", "B h2 Beds", "B p0 Twelve beds.", "B r0 ICU | 4", "E"),
        parse(
            'h',
            "<html><head><title>Ward</title><script>alert(1)</script></head><body><h2>Beds</h2>"
                + "<p>Twelve <b>beds</b>.</p><table><tr><td>ICU</td><td>4</td></tr></table>"));
  }

  @Test
  void xmlOfQuestionsAndAnswersIsSectionsUnderItsFocus() throws IOException {
    assertEquals(
        List.of(
            "T Marfan Syndrome",
            "B h1 Marfan Syndrome",
            "B p0 Synonym: MFS; Marfan's",
            "B h2 What are the treatments?",
            "B p0 Beta blockers slow the growth of the aortic root. Surgery replaces a root that"
                + " has become too wide, before it tears.",
            "B p0 Ask your doctor.",
            "E"),
        parse(
            'x',
            "<?xml version=\"1.0\"?><Document id=\"1\"><Focus>Marfan Syndrome</Focus><Synonyms>"
                + "<Synonym>MFS</Synonym><Synonym>Marfan's</Synonym></Synonyms><QAPairs><QAPair><Question>What"
                + " are the treatments?</Question><Answer>Beta blockers slow the\n"
                + "  growth of the aortic root. Surgery replaces a root that has become too wide,"
                + " before it tears.\n\n"
                + " \n"
                + "Ask your doctor.</Answer></QAPair></QAPairs></Document>"));
  }

  @Test
  void aFailureIsToldByClassesAndFramesWithoutItsMessage() throws IOException {
    List<String> frames = parse('x', "<a>SECRET-CONTENT</b>");
    String failure = frames.getLast();
    assertTrue(failure.startsWith("F org."), failure);
    assertTrue(!failure.contains("SECRET"), failure);
  }

  @Test
  void moreTextThanAskedForIsAFailure() throws IOException {
    List<String> frames = answers(request('t', "word ".repeat(100), 20));
    assertTrue(frames.getLast().startsWith("F " + FrameWriter.TooMuchText.class.getName()));
  }

  @Test
  void theNextDocumentIsReadAfterAFailure() throws IOException {
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.writeBytes(request('x', "<a>", 1000));
    both.writeBytes(request('t', "A paragraph of text.\nTwo lines.", 1000));
    assertEquals(
        List.of("B p0 A paragraph of text.\nTwo lines.", "E"),
        answers(both.toByteArray()).stream().skip(1).toList());
  }

  @Test
  void loneSurrogatesAndControlCharactersNeverReachTheFrames() {
    assertEquals("a\uFFFDb 😀 c", CleanText.of("a\uD83Db\u0001\u0000 \u00A0😀\tc  "));
    assertEquals("one\ntwo", CleanText.of("one   \r\ntwo"));
  }

  private static byte[] request(char format, String document, long maxCharacters)
      throws IOException {
    byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
    return Asked.request(format, bytes, maxCharacters, 1, Integer.MAX_VALUE);
  }
}
