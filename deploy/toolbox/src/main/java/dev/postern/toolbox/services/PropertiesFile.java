package dev.postern.toolbox.services;

import dev.postern.toolbox.PrivateFile;
import java.nio.file.Path;
import java.util.Map;

/** A {@code .properties} file (java.util.Properties), in the order given. */
final class PropertiesFile {
  private PropertiesFile() {}

  static void write(Path file, Map<String, String> properties) {
    PrivateFile.write(file, text(properties));
  }

  static String text(Map<String, String> properties) {
    StringBuilder text = new StringBuilder();
    properties.forEach(
        (key, value) -> text.append(key).append('=').append(escaped(value)).append('\n'));
    return text.toString();
  }

  private static String escaped(String value) {
    if (value.indexOf('\n') >= 0) {
      throw new IllegalArgumentException("a setting is one line");
    }
    String escaped = value.replace("\\", "\\\\");
    return escaped.startsWith(" ") ? "\\" + escaped : escaped;
  }
}
