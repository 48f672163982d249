package dev.postern.toolbox.vault;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.toolbox.PrivateFile;
import dev.postern.toolbox.ToolboxException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The configuration that both servers read: one raft node on disk, TLS 1.3 on loopback.
 *
 * @param data folder of the raft storage
 * @param tls folder with {@code tls.crt} and {@code tls.key}
 * @param plugins where programs of further engines lie
 */
record ServerConfiguration(Path data, Path tls, int port, int clusterPort, Optional<Path> plugins) {
  private static final ObjectMapper JSON = new ObjectMapper();

  void write(Path file) {
    try {
      PrivateFile.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(content()));
    } catch (JsonProcessingException e) {
      throw new ToolboxException("cannot write " + file, e);
    }
  }

  private Map<String, Object> content() {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("storage", Map.of("raft", Map.of("path", data.toString(), "node_id", "postern")));
    content.put("listener", List.of(Map.of("tcp", listener())));
    content.put("api_addr", "https://127.0.0.1:" + port);
    content.put("cluster_addr", "https://127.0.0.1:" + clusterPort);
    content.put("disable_mlock", true);
    content.put("ui", false);
    plugins.ifPresent(folder -> content.put("plugin_directory", folder.toString()));
    return content;
  }

  private Map<String, String> listener() {
    Map<String, String> listener = new LinkedHashMap<>();
    listener.put("address", "127.0.0.1:" + port);
    listener.put("cluster_address", "127.0.0.1:" + clusterPort);
    listener.put("tls_cert_file", tls.resolve("tls.crt").toString());
    listener.put("tls_key_file", tls.resolve("tls.key").toString());
    listener.put("tls_min_version", "tls13");
    return listener;
  }
}
