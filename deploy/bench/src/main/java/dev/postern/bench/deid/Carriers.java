package dev.postern.bench.deid;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Notes to put invented people into: those that no training text was made of, and of these the ones
 * that name nobody by themselves.
 */
final class Carriers {

  /** Rows before this one are part of the training text. */
  private static final int FIRST_UNSEEN_ROW = 800;

  /** What may name somebody or some day already. */
  private static final Pattern DOUBTFUL =
      Pattern.compile(
          "\\b(?:Mr|Mrs|Ms|Dr|Miss|Doctor)\\.? [A-Z]|XYZ|ABC|Hospital|Clinic|Center|Universit|Institut|School|\\d{1,2}/\\d{1,2}/\\d{2}|\\b(?:19|20)\\d\\d\\b|(?:January|February|March|April|June|July|August|September|October|November|December)");

  private static final Pattern GREETED =
      Pattern.compile("\\[doctor\\] (?:so )?(?:hi|hey|hello|good \\w+)[ ,.]+(\\w{3,})");

  private final List<String> notes = new ArrayList<>();

  Carriers(Path data) throws IOException {
    List<List<String>> rows =
        csv(Files.readString(data.resolve("notes/MTS-Dialog-TrainingSet.csv")));
    for (List<String> row : rows.subList(FIRST_UNSEEN_ROW + 1, rows.size())) {
      take(row.get(2), "");
    }
    rows = csv(Files.readString(data.resolve("notes/aci_bench_valid.csv")));
    for (List<String> row : rows.subList(1, rows.size())) {
      Matcher name = GREETED.matcher(row.get(2));
      String given = name.find() ? name.group(1) : "";
      for (String paragraph : row.get(3).split("\\n\\s*\\n")) {
        take(paragraph, given);
      }
    }
  }

  private void take(String note, String given) {
    boolean named = !given.isEmpty() && note.toLowerCase(Locale.ROOT).contains(given);
    if (note.length() > 60 && !named && !DOUBTFUL.matcher(note).find()) {
      notes.add(note.strip());
    }
  }

  List<String> notes() {
    return List.copyOf(notes);
  }

  /** RFC 4180. */
  static List<List<String>> csv(String file) {
    List<List<String>> rows = new ArrayList<>();
    List<String> row = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < file.length(); i++) {
      char c = file.charAt(i);
      boolean doubled = quoted && c == '"' && i + 1 < file.length() && file.charAt(i + 1) == '"';
      if (doubled) {
        field.append('"');
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && (c == ',' || c == '\n')) {
        row.add(field.toString());
        field.setLength(0);
        if (c == '\n') {
          rows.add(row);
          row = new ArrayList<>();
        }
      } else if (quoted || c != '\r') {
        field.append(c);
      }
    }
    return rows;
  }
}
