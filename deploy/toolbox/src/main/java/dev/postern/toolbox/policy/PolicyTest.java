package dev.postern.toolbox.policy;

import dev.postern.toolbox.Layout;
import dev.postern.toolbox.Progress;
import dev.postern.toolbox.tools.Cache;
import dev.postern.toolbox.tools.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Everything that has to hold of {@code policies/} before it is published: format, types against
 * the schemas, tests with full coverage, Regal, the cases an auditor reads, and that the documents
 * of controls and cases say what the rules say.
 */
public final class PolicyTest {
  /**
   * One thing that was looked at.
   *
   * @param name what has to hold
   * @param detail what the program said; of interest when it does not hold
   */
  public record Check(String name, boolean passed, String detail) {}

  /** All that was looked at. */
  public record Report(List<Check> checks) {
    public Report {
      checks = List.copyOf(checks);
    }

    public boolean passed() {
      return checks.stream().allMatch(Check::passed);
    }
  }

  private static final List<String> SOURCES = List.of("policy", "killswitch", "system");

  private final Path opa;
  private final Path regal;
  private final Layout layout;

  PolicyTest(Path opa, Path regal, Layout layout) {
    this.opa = opa;
    this.regal = regal;
    this.layout = layout;
  }

  /** With OPA and Regal of this machine, built first where they are missing. */
  public static PolicyTest of(Layout layout, Cache cache, Progress progress) {
    return new PolicyTest(
        GoProgram.OPA.find(cache, progress), GoProgram.REGAL.find(cache, progress), layout);
  }

  public Report run() {
    List<Check> checks = new ArrayList<>();
    checks.add(check("Rego is formatted", opa, List.of("fmt", "--list", "--fail", ".")));
    checks.add(
        check(
            "references fit the schemas",
            opa,
            with(List.of("check", "--strict", "--schema", "schemas"), SOURCES)));
    checks.add(
        check(
            "tests pass and cover every line",
            opa,
            with(List.of("test", "--coverage", "--threshold", "100"), SOURCES)));
    checks.add(check("Regal finds nothing", regal, List.of("lint", "--format", "compact", ".")));
    checks.addAll(new Cases(opa, policies()).run());
    documents().forEach((file, text) -> checks.add(upToDate(file, text)));
    return new Report(checks);
  }

  /** Writes what is generated from rules and cases under {@code docs/compliance}. */
  public void writeDocuments() {
    try {
      for (Map.Entry<Path, String> document : documents().entrySet()) {
        Files.createDirectories(document.getKey().getParent());
        Files.writeString(document.getKey(), document.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the documents of the policy", e);
    }
  }

  private Map<Path, String> documents() {
    Path compliance = layout.checkout().resolve("docs/compliance");
    return Map.of(
        compliance.resolve("controls.md"), new ControlsDocument(opa, policies()).text(),
        compliance.resolve("cases.md"), new CasesDocument(opa, policies()).text());
  }

  private static Check upToDate(Path file, String text) {
    try {
      boolean same = Files.exists(file) && Files.readString(file).equals(text);
      return new Check(
          "docs/compliance/" + file.getFileName() + " says what the rules say",
          same,
          "./postern policy test --write writes it anew");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private Check check(String name, Path program, List<String> arguments) {
    Command.Result result =
        Command.run(with(List.of(program.toString()), arguments), policies(), Map.of());
    return new Check(name, result.ok(), result.output());
  }

  private Path policies() {
    return layout.checkout().resolve("policies");
  }

  private static List<String> with(List<String> first, List<String> second) {
    List<String> both = new ArrayList<>(first);
    both.addAll(second);
    return both;
  }
}
