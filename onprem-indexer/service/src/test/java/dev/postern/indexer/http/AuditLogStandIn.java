package dev.postern.indexer.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.postern.audit.entry.Entry;
import dev.postern.audit.entry.EntryType;
import dev.postern.audit.entry.SubmittedEntries;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/**
 * Takes entries as the audit service does, keeps them in memory, and can be told to refuse. The
 * end-to-end tests use the real one.
 */
final class AuditLogStandIn implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpsServer server;
  private final List<Entry> entries = new CopyOnWriteArrayList<>();
  private volatile boolean refusing;

  AuditLogStandIn(SSLContext tls) throws IOException {
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    server.setExecutor(Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory()));
    server.createContext("/v1/entries", this::append);
    server.start();
  }

  URI url() {
    return URI.create("https://localhost:" + server.getAddress().getPort());
  }

  void refuse(boolean refuse) {
    refusing = refuse;
  }

  List<Entry> of(EntryType type) {
    return entries.stream().filter(entry -> entry.type() == type).toList();
  }

  private synchronized void append(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] batch = exchange.getRequestBody().readAllBytes();
      if (refusing) {
        exchange.sendResponseHeaders(503, -1);
        return;
      }
      ArrayNode answers = JSON.createArrayNode();
      for (var submitted : SubmittedEntries.read(batch)) {
        answers.add(place(Entry.parse(submitted.leaf())));
      }
      byte[] body = JSON.writeValueAsBytes(answers);
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private JsonNode place(Entry entry) {
    int index = -1;
    for (int i = 0; i < entries.size(); i++) {
      index = entries.get(i).id().equals(entry.id()) ? i : index;
    }
    if (index < 0) {
      index = entries.size();
      entries.add(entry);
    }
    return JSON.createObjectNode()
        .put("log", "stand-in.example/log")
        .put("index", index)
        .put("leaf_hash", entry.leafHash().hex())
        .put("tree_size", entries.size());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
