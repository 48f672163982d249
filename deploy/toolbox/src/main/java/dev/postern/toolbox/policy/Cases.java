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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The cases of {@code policies/cases}: a folder per case with the input and the whole result
 * expected for it. The first word of its name is the entry point it is put to.
 */
record Cases(Path opa, Path policies) {
  private static final ObjectMapper JSON = new ObjectMapper();

  List<PolicyTest.Check> run() {
    List<PolicyTest.Check> checks = new ArrayList<>();
    checks.addAll(run("admission", Bundle.POLICY));
    checks.addAll(run("disclosure", Bundle.POLICY));
    checks.addAll(run("egress", Bundle.KILLSWITCH));
    int found = names("").size();
    checks.add(
        new PolicyTest.Check(
            "every case has an entry point", found == checks.size(), found + " cases"));
    return checks;
  }

  /** The cases by name, each with the result expected for it. */
  Map<String, JsonNode> expected() {
    Map<String, JsonNode> expected = new TreeMap<>();
    names("").forEach(name -> expected.put(name, read(file(name, "expected.json"))));
    return expected;
  }

  private List<PolicyTest.Check> run(String entryPoint, Bundle bundle) {
    List<String> names = names(entryPoint + "-");
    Map<String, JsonNode> results = results(entryPoint, bundle, names);
    return names.stream()
        .map(name -> compare(name, results.getOrDefault(name, JSON.missingNode())))
        .toList();
  }

  private PolicyTest.Check compare(String name, JsonNode result) {
    JsonNode expected = read(file(name, "expected.json"));
    return new PolicyTest.Check(
        "case " + name, result.equals(expected), "expected " + expected + "\nbut was  " + result);
  }

  private Map<String, JsonNode> results(String entryPoint, Bundle bundle, List<String> names) {
    try (SourceTree source = SourceTree.copyOf(policies.resolve(bundle.id()))) {
      List<String> command =
          new ArrayList<>(
              List.of(
                  opa.toString(),
                  "exec",
                  "--bundle",
                  source.root().toString(),
                  "--decision",
                  "postern/" + entryPoint));
      names.forEach(name -> command.add(file(name, "input.json").toString()));
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

  private List<String> names(String prefix) {
    try (Stream<Path> folders = Files.list(policies.resolve("cases"))) {
      return folders
          .map(folder -> folder.getFileName().toString())
          .filter(name -> name.startsWith(prefix))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list the cases", e);
    }
  }

  private Path file(String name, String file) {
    return policies.resolve("cases").resolve(name).resolve(file);
  }

  private static JsonNode read(Path file) {
    try {
      return JSON.readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(file + " is no JSON", e);
    }
  }
}
