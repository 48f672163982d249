package dev.postern.toolbox.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.toolbox.ToolboxException;
import dev.postern.toolbox.tools.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The cases of {@code policies/cases}: a folder per case with the input and the whole result
 * expected for it; a {@code tables.json} there is what the tables would have to say otherwise, as a
 * merge patch. The first word of a case's name is the entry point it is put to.
 */
record Cases(Path opa, Path policies) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> ENTRY_POINTS = Set.of("admission", "disclosure", "egress");

  /**
   * A case as it is written down.
   *
   * @param tables what the tables would have to say otherwise; missing where they are as they are
   */
  record Case(String name, JsonNode input, JsonNode expected, JsonNode tables) {
    String entryPoint() {
      return name.substring(0, Math.max(0, name.indexOf('-')));
    }

    Bundle bundle() {
      return entryPoint().equals("egress") ? Bundle.KILLSWITCH : Bundle.POLICY;
    }

    /** Codes of the reasons expected. */
    List<String> codes() {
      List<String> codes = new ArrayList<>();
      expected.path("reasons").forEach(reason -> codes.add(reason.path("code").asText()));
      return codes;
    }
  }

  List<PolicyTest.Check> run() {
    Map<String, Case> cases = all();
    Map<String, JsonNode> results = new TreeMap<>();
    together(cases.values()).forEach(each -> results.putAll(answers(each)));
    return cases.values().stream()
        .map(each -> compare(each, results.getOrDefault(each.name(), JSON.missingNode())))
        .toList();
  }

  /** Whether all cases of a bundle come out as expected; asks no further than the first other. */
  boolean hold(Bundle bundle) {
    List<Case> its = all().values().stream().filter(each -> each.bundle() == bundle).toList();
    for (List<Case> group : together(its)) {
      Map<String, JsonNode> results = answers(group);
      for (Case each : group) {
        if (!each.expected().equals(results.get(each.name()))) {
          return false;
        }
      }
    }
    return true;
  }

  /** The cases by name. */
  Map<String, Case> all() {
    try (Stream<Path> folders = Files.list(policies.resolve("cases"))) {
      Map<String, Case> all = new TreeMap<>();
      for (Path folder : folders.toList()) {
        String name = folder.getFileName().toString();
        Path tables = folder.resolve("tables.json");
        all.put(
            name,
            new Case(
                name,
                JSON.readTree(folder.resolve("input.json").toFile()),
                JSON.readTree(folder.resolve("expected.json").toFile()),
                Files.exists(tables) ? JSON.readTree(tables.toFile()) : JSON.missingNode()));
      }
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException("a case cannot be read", e);
    }
  }

  private static PolicyTest.Check compare(Case each, JsonNode result) {
    return new PolicyTest.Check(
        "case " + each.name(),
        result.equals(each.expected()),
        "expected " + each.expected() + "\nbut was  " + result);
  }

  /** What can be asked in one run of OPA, the largest first. */
  private static List<List<Case>> together(Collection<Case> cases) {
    return cases.stream()
        .filter(each -> ENTRY_POINTS.contains(each.entryPoint()))
        .collect(Collectors.groupingBy(each -> List.of(each.entryPoint(), each.tables())))
        .values()
        .stream()
        .sorted(Comparator.comparingInt(group -> -group.size()))
        .toList();
  }

  /** Puts cases of one entry point and the same tables to OPA. */
  private Map<String, JsonNode> answers(List<Case> cases) {
    Case first = cases.getFirst();
    Bundle bundle = first.bundle();
    try (SourceTree source = SourceTree.copyOf(policies.resolve(bundle.id()))) {
      if (!first.tables().isMissingNode()) {
        MergePatch.apply(source.root().resolve(bundle.tables()), first.tables());
      }
      List<String> command =
          new ArrayList<>(
              List.of(
                  opa.toString(),
                  "exec",
                  "--bundle",
                  source.root().toString(),
                  "--decision",
                  "postern/" + first.entryPoint()));
      cases.forEach(each -> command.add(input(each).toString()));
      Command.Result answered = Command.run(command);
      if (!answered.ok()) {
        throw new ToolboxException("OPA cannot answer the cases: " + answered.output());
      }
      Map<String, JsonNode> results = new TreeMap<>();
      for (JsonNode each : JSON.readTree(answered.output()).path("result")) {
        Path input = Path.of(each.path("path").asText());
        results.put(input.getName(input.getNameCount() - 2).toString(), each.path("result"));
      }
      return results;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run the cases", e);
    }
  }

  private Path input(Case each) {
    return policies.resolve("cases").resolve(each.name()).resolve("input.json");
  }
}
