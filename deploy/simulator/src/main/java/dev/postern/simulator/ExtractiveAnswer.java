package dev.postern.simulator;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Answers from the sources it was given and from nothing else: the sentences that share most with
 * the question, word for word, each with the mark of its source. Bracketed tokens stay as they are.
 */
final class ExtractiveAnswer {

  static final String NOTHING = "The sources do not answer this question.";

  private static final int SENTENCES = 3;
  private static final Pattern SOURCE =
      Pattern.compile("(?m)^\\[S(\\d{1,4})\\]\\s*\\R(.*?)\\R\\[/S\\1\\]", Pattern.DOTALL);
  private static final Pattern QUESTION =
      Pattern.compile("(?m)^Question:\\s*(.*)\\z", Pattern.DOTALL);
  private static final Pattern SENTENCE_END =
      Pattern.compile("(?<=[.!?])\\s+(?=[\\p{Lu}\\[(\\d])|\\R{2,}");
  private static final Pattern WORD = Pattern.compile("\\[[A-Z_]+_\\d+\\]|[\\p{L}\\p{N}]{2,}");
  private static final Set<String> COMMON =
      Set.of(
          "the", "and", "for", "are", "was", "were", "what", "which", "who", "whom", "when",
          "where", "how", "why", "does", "did", "has", "have", "had", "been", "with", "from",
          "that", "this", "these", "those", "there", "about", "into", "can", "could", "should",
          "would", "of", "in", "on", "to", "is", "it", "its", "as", "at", "by", "be", "do", "an",
          "or", "if", "his", "her", "their", "they", "she", "he", "any", "all", "not", "may", "our",
          "us", "me", "you");

  private record Sentence(int source, int position, String text, Set<String> words) {}

  private ExtractiveAnswer() {}

  static String to(List<ChatRequest.Message> messages) {
    String prompt = messages.getLast().text();
    List<Sentence> sentences = sentences(prompt);
    Set<String> asked = words(question(prompt));
    Map<String, Integer> frequency = new HashMap<>();
    sentences.forEach(s -> s.words().forEach(word -> frequency.merge(word, 1, Integer::sum)));
    List<Sentence> best =
        sentences.stream()
            .filter(sentence -> score(sentence, asked, frequency) > 0)
            .sorted(
                Comparator.comparingDouble(
                        (Sentence sentence) -> -score(sentence, asked, frequency))
                    .thenComparingInt(Sentence::source)
                    .thenComparingInt(Sentence::position))
            .limit(SENTENCES)
            .toList();
    return best.isEmpty() ? NOTHING : written(best);
  }

  private static String written(List<Sentence> best) {
    StringBuilder answer = new StringBuilder();
    for (Sentence sentence : best) {
      answer.append(answer.isEmpty() ? "" : " ").append(sentence.text());
      if (!sentence.text().matches("(?s).*[.!?]")) {
        answer.append('.');
      }
      answer.append(" [S").append(sentence.source()).append(']');
    }
    return answer.toString();
  }

  /** Rare shared words count more; a long sentence has to share more. */
  private static double score(
      Sentence sentence, Set<String> asked, Map<String, Integer> frequency) {
    double shared = 0;
    for (String word : asked) {
      if (sentence.words().contains(word)) {
        shared += 1.0 / frequency.getOrDefault(word, 1) + 0.5;
      }
    }
    return shared / Math.sqrt(4.0 + sentence.words().size());
  }

  private static List<Sentence> sentences(String prompt) {
    List<Sentence> sentences = new ArrayList<>();
    Matcher sources = SOURCE.matcher(prompt);
    while (sources.find()) {
      int source = Integer.parseInt(sources.group(1));
      for (String part : SENTENCE_END.split(sources.group(2))) {
        String text = part.replaceAll("\\s+", " ").strip();
        if (text.length() > 15) {
          sentences.add(new Sentence(source, sentences.size(), text, words(text)));
        }
      }
    }
    return sentences;
  }

  private static String question(String prompt) {
    Matcher question = QUESTION.matcher(prompt);
    return question.find() ? question.group(1) : prompt;
  }

  private static Set<String> words(String text) {
    Set<String> words = new LinkedHashSet<>();
    Matcher matcher = WORD.matcher(text);
    while (matcher.find()) {
      String word = matcher.group().toLowerCase(Locale.ROOT);
      if (!COMMON.contains(word)) {
        words.add(word.startsWith("[") ? word : stem(word));
      }
    }
    return words;
  }

  /** Enough of a stem that treatments, treatment and treated meet. */
  private static String stem(String word) {
    for (String ending : List.of("ments", "ment", "ings", "ing", "ies", "ed", "es", "s")) {
      if (word.endsWith(ending) && word.length() - ending.length() >= 4) {
        return word.substring(0, word.length() - ending.length());
      }
    }
    return word;
  }
}
