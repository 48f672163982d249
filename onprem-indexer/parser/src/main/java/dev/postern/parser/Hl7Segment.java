package dev.postern.parser;

import ca.uhn.hl7v2.parser.DefaultEscaping;
import ca.uhn.hl7v2.parser.EncodingCharacters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/**
 * A segment of HL7 version 2 (chapter 2, "Control"): fields, their repetitions and components,
 * unescaped. Fields are counted as the standard does, from 1.
 *
 * @param line of the document, counted from 1
 */
record Hl7Segment(String name, int line, List<String> fields, EncodingCharacters characters) {

  private static final DefaultEscaping ESCAPING = new DefaultEscaping();
  private static final Pattern LINE_BREAK = Pattern.compile("\\\\\\.(br|sp|ce)[^\\\\]{0,4}\\\\");

  Hl7Segment {
    fields = List.copyOf(fields);
  }

  /** The separators that a message header declares, MSH-1 and MSH-2. */
  static EncodingCharacters declared(String header, int line) throws Malformed {
    int end = header.length() < 5 ? -1 : header.indexOf(header.charAt(3), 4);
    String declared = end < 0 ? "" : header.substring(4, end);
    if (declared.length() < 2 || declared.length() > 5) {
      throw new Malformed(line, header.substring(0, 3) + "-2");
    }
    return new EncodingCharacters(header.charAt(3), declared);
  }

  static Hl7Segment of(String text, int line, EncodingCharacters characters) {
    List<String> fields = new ArrayList<>(split(text, characters.getFieldSeparator()));
    String name = fields.removeFirst();
    if (name.endsWith("SH") || name.endsWith("HS")) {
      fields.addFirst(String.valueOf(characters.getFieldSeparator())); // the separator is MSH-1
    }
    return new Hl7Segment(name, line, fields, characters);
  }

  /** One value of a field with its components. */
  record Value(List<String> components) {
    Value {
      components = List.copyOf(components);
    }

    /** Counted from 1; empty where it is absent. */
    String component(int number) {
      return number <= components.size() ? components.get(number - 1) : "";
    }

    /** The components that are there, with blanks between. */
    String words(int... numbers) {
      StringJoiner words = new StringJoiner(" ");
      for (int number : numbers) {
        if (!component(number).isBlank()) {
          words.add(component(number).strip());
        }
      }
      return words.toString();
    }

    /** All components. */
    String line() {
      StringJoiner line = new StringJoiner(" ");
      components.stream().filter(c -> !c.isBlank()).forEach(c -> line.add(c.strip()));
      return line.toString();
    }

    /** A coded value: its text, then its code in parentheses. */
    String coded() {
      String text = component(2).isBlank() ? component(5) : component(2);
      if (text.isBlank()) {
        return component(1);
      }
      String code = words(3, 1);
      return component(1).isBlank() ? text : text + " (" + code + ")";
    }

    @Override
    public String toString() {
      return "Value[hidden]";
    }
  }

  /** The repetitions of a field; none where it is absent or empty. */
  List<Value> values(int field) {
    if (field > fields.size() || fields.get(field - 1).isEmpty()) {
      return List.of();
    }
    return split(fields.get(field - 1), characters.getRepetitionSeparator()).stream()
        .map(this::value)
        .toList();
  }

  /** The first repetition. */
  Value value(int field) {
    List<Value> values = values(field);
    return values.isEmpty() ? new Value(List.of()) : values.getFirst();
  }

  /** All of a field as text, its repetitions on lines of their own. */
  String text(int field) {
    return String.join("\n", values(field).stream().map(Value::line).toList()).strip();
  }

  private Value value(String repetition) {
    return new Value(
        split(repetition, characters.getComponentSeparator()).stream()
            .map(c -> c.replace(characters.getSubcomponentSeparator(), ' '))
            .map(this::unescaped)
            .toList());
  }

  private String unescaped(String text) {
    if (text.equals("\"\"")) {
      return ""; // an explicit null
    }
    if (text.indexOf(characters.getEscapeCharacter()) < 0) {
      return text;
    }
    return ESCAPING.unescape(LINE_BREAK.matcher(text).replaceAll("\n"), characters);
  }

  private static List<String> split(String text, char separator) {
    return Arrays.asList(text.split(Pattern.quote(String.valueOf(separator)), -1));
  }

  @Override
  public String toString() {
    return "Hl7Segment[" + name + ", line " + line + "]";
  }
}
