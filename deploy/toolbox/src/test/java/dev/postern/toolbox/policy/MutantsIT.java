package dev.postern.toolbox.policy;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.toolbox.Progress;
import dev.postern.toolbox.tools.Cache;
import dev.postern.toolbox.tools.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The cases notice when any rule of any control is dropped or turned into its opposite. The unit
 * tests of the rules are not asked: what an auditor reads must be enough.
 */
class MutantsIT {
  private static final Path CHECKOUT = Path.of("../..").toAbsolutePath().normalize();

  /** A rule that speaks of something, from its head to the end of its body. */
  private static final Pattern RULE =
      Pattern.compile(
          "^(admission|question|snippet|route|thrown)(\\[[^\\n]+?\\])? contains .+? if "
              + "(\\{\\n(?:.*\\n)*?\\}|[^\\n{]+(\\{[^\\n]*)?)$",
          Pattern.MULTILINE);

  @TempDir Path home;

  /** A rule of a control, and where it stands. */
  private record Rule(Path file, int start, int end, String text) {
    String dropped() {
      return text.replaceFirst("^\\w+", "dropped");
    }

    /** With the opposite of the last condition of its body. */
    String negated() {
      int end = text.endsWith("\n}") ? text.length() - 2 : text.length();
      int line = text.lastIndexOf('\n', end - 1) + 1;
      int start = text.endsWith("\n}") ? line + 1 : text.indexOf(" if ") + 4;
      String last = text.substring(start, end);
      String opposite = last.startsWith("not ") ? last.substring(4) : "not " + last;
      return text.substring(0, start) + opposite + text.substring(end);
    }

    Bundle bundle() {
      return text.startsWith("thrown") ? Bundle.KILLSWITCH : Bundle.POLICY;
    }

    String name() {
      return file.getFileName() + ": " + text.lines().findFirst().orElseThrow();
    }
  }

  @Test
  void everyRuleIsMissedByItsCases() throws IOException {
    assertTrue(
        Command.run(
                List.of("cp", "-r", CHECKOUT.resolve("policies").toString(), home + "/policies"))
            .ok());
    List<Rule> rules = rules();
    assertTrue(rules.size() > 50, rules.size() + " rules");
    List<String> survivors = new ArrayList<>();
    for (Rule rule : rules) {
      if (survives(rule, rule.dropped())) {
        survivors.add("dropped " + rule.name());
      }
      if (survives(rule, rule.negated())) {
        survivors.add("negated " + rule.name());
      }
    }
    System.out.println(rules.size() + " rules, each dropped and negated, seen by the cases");
    assertTrue(cases().hold(Bundle.POLICY) && cases().hold(Bundle.KILLSWITCH));
    assertTrue(survivors.isEmpty(), () -> String.join("\n", survivors));
  }

  private boolean survives(Rule rule, String mutant) throws IOException {
    String original = Files.readString(rule.file());
    String changed = original.substring(0, rule.start()) + mutant + original.substring(rule.end());
    assertFalse(changed.equals(original));
    Files.writeString(rule.file(), changed);
    try {
      return cases().hold(rule.bundle());
    } finally {
      Files.writeString(rule.file(), original);
    }
  }

  private Cases cases() {
    return new Cases(
        GoProgram.OPA.find(Cache.ofUser(), Progress.silent()), home.resolve("policies"));
  }

  private List<Rule> rules() throws IOException {
    List<Rule> rules = new ArrayList<>();
    try (Stream<Path> files = Files.walk(home.resolve("policies"))) {
      for (Path file :
          files
              .filter(each -> each.toString().endsWith(".rego"))
              .filter(each -> !each.toString().endsWith("_test.rego"))
              .filter(
                  each -> each.toString().contains("control") || each.endsWith("killswitch.rego"))
              .sorted(Comparator.naturalOrder())
              .toList()) {
        String text = Files.readString(file);
        Matcher rule = RULE.matcher(text);
        while (rule.find()) {
          rules.add(new Rule(file, rule.start(), rule.end(), rule.group()));
        }
      }
    }
    return rules;
  }
}
