package dev.postern.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.toolbox.MissingPrerequisite;
import dev.postern.toolbox.tools.Cache;
import dev.postern.toolbox.tools.Command;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** OpenAI's own clients at fixed versions, fetched once from their registries into the cache. */
enum OpenAiClient {
  PYTHON("python3", "openai-python-3.57.0", "chat.py") {
    @Override
    List<String> install(Path program, Path into) {
      return List.of(
          program.toString(),
          "-m",
          "pip",
          "install",
          "--quiet",
          "--disable-pip-version-check",
          "--target",
          into.toString(),
          "openai==3.57.0");
    }

    @Override
    Map<String, String> environment(Path installed, Path authorities) {
      return Map.of("PYTHONPATH", installed.toString(), "SSL_CERT_FILE", authorities.toString());
    }
  },

  NODE("node", "openai-node-6.49.0", "chat.js") {
    @Override
    List<String> install(Path program, Path into) {
      return List.of(
          program.resolveSibling("npm").toString(),
          "install",
          "--prefix",
          into.toString(),
          "--no-audit",
          "--no-fund",
          "--ignore-scripts",
          "openai@6.49.0");
    }

    @Override
    Map<String, String> environment(Path installed, Path authorities) {
      return Map.of(
          "NODE_PATH",
          installed.resolve("node_modules").toString(),
          "NODE_EXTRA_CA_CERTS",
          authorities.toString());
    }
  };

  private final String program;
  private final String entry;
  private final String script;

  OpenAiClient(String program, String entry, String script) {
    this.program = program;
    this.entry = entry;
    this.script = script;
  }

  abstract List<String> install(Path program, Path into);

  abstract Map<String, String> environment(Path installed, Path authorities);

  /** Where the client is installed, fetched at first; empty where its language is not there. */
  Optional<Path> installed() {
    return Command.onPath(program)
        .map(found -> Cache.ofUser().entry(entry, into -> fetch(found, into)));
  }

  private void fetch(Path found, Path into) {
    Command.Result result = Command.run(install(found, into));
    if (!result.ok()) {
      throw new MissingPrerequisite(
          this + ": its package manager is missing or can't reach its registry.");
    }
  }

  /** Runs the client's script; what it printed. */
  JsonNode run(Path installed, Path authorities, Path folder, Map<String, String> settings) {
    try {
      Path file = Files.write(folder.resolve(script), script());
      Map<String, String> environment = new HashMap<>(environment(installed, authorities));
      environment.putAll(settings);
      environment.put("NO_PROXY", "localhost");
      Command.Result result =
          Command.run(
              List.of(Command.onPath(program).orElseThrow().toString(), file.toString()),
              folder,
              environment);
      if (!result.ok()) {
        throw new AssertionError(result.output());
      }
      String output = result.output();
      return new ObjectMapper().readTree(output.substring(output.indexOf("{\"models\"")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] script() throws IOException {
    try (InputStream file = OpenAiClient.class.getResourceAsStream("/openai/" + script)) {
      return Objects.requireNonNull(file).readAllBytes();
    }
  }
}
