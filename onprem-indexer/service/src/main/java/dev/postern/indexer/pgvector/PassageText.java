package dev.postern.indexer.pgvector;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.indexer.ingest.Classification;
import dev.postern.indexer.ingest.IdentifierFinder.Findings;
import dev.postern.indexer.ingest.IdentifierFinder.Span;
import dev.postern.indexer.search.Hit;
import dev.postern.indexer.search.Passage;
import dev.postern.indexer.search.Ranking.Selection;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The text of chosen passages, what is known of their documents, and the findings in them. */
final class PassageText {

  private final ObjectMapper json;
  private final String detector;

  PassageText(ObjectMapper json, String detector) {
    this.json = json;
    this.detector = detector;
  }

  /** Passages in the order of the selections; one whose rights were taken since is left out. */
  List<Passage> read(Connection connection, Visible visible, List<Selection> selections)
      throws SQLException {
    if (selections.isEmpty()) {
      return List.of();
    }
    String sql = SearchSql.TEXT.formatted(visible.sql());
    try (PreparedStatement read = connection.prepareStatement(sql)) {
      bind(read, connection, selections);
      read.setString(visible.bind(read, 7), detector);
      return passages(read, selections);
    }
  }

  private static void bind(
      PreparedStatement read, Connection connection, List<Selection> selections)
      throws SQLException {
    List<Object> passages = new ArrayList<>();
    List<Hit> hits = new ArrayList<>();
    List<Object> first = new ArrayList<>();
    List<Object> after = new ArrayList<>();
    for (int i = 0; i < selections.size(); i++) {
      Selection selection = selections.get(i);
      for (Hit hit : selection.hits()) {
        boolean leads = hit.equals(selection.hits().getFirst()); // the text comes once
        passages.add(i);
        hits.add(hit);
        first.add(leads ? selection.start() : 0);
        after.add(leads ? selection.end() : 0);
      }
    }
    read.setArray(1, array(connection, "int4", passages.stream()));
    read.setArray(2, array(connection, "uuid", hits.stream().map(Hit::chunk)));
    read.setArray(3, array(connection, "uuid", hits.stream().map(Hit::document)));
    read.setArray(4, array(connection, "int4", hits.stream().map(Hit::version)));
    read.setArray(5, array(connection, "int4", first.stream()));
    read.setArray(6, array(connection, "int4", after.stream()));
  }

  private static java.sql.Array array(Connection connection, String type, Stream<?> values)
      throws SQLException {
    return connection.createArrayOf(type, values.toArray());
  }

  /** What the rows of one passage say. */
  private static final class Reading {
    @Nullable String body;
    String title = "";
    Classification classification = Classification.RESTRICTED;
    List<String> labels = List.of();
    String source = "";
    final Map<UUID, String> spans = new HashMap<>();
  }

  private List<Passage> passages(PreparedStatement read, List<Selection> selections)
      throws SQLException {
    Map<Integer, Reading> readings = new HashMap<>();
    try (ResultSet row = read.executeQuery()) {
      while (row.next()) {
        Reading reading = readings.computeIfAbsent(row.getInt("passage"), p -> new Reading());
        reading.title = row.getString("title");
        reading.classification = Classification.values()[row.getInt("classification")];
        reading.labels = Arrays.asList((String[]) row.getArray("labels").getArray());
        reading.source = row.getString("source");
        String body = row.getString("body");
        if (!body.isEmpty()) {
          reading.body = body;
        }
        String spans = row.getString("spans");
        if (spans != null) {
          reading.spans.put(row.getObject("chunk", UUID.class), spans);
        }
      }
    }
    List<Passage> passages = new ArrayList<>();
    for (int i = 0; i < selections.size(); i++) {
      Reading reading = readings.get(i);
      if (reading != null && reading.body != null) {
        passages.add(passage(selections.get(i), reading, reading.body));
      }
    }
    return passages;
  }

  private Passage passage(Selection selection, Reading reading, String body) {
    Hit best = selection.best();
    return new Passage(
        best.chunk(),
        best.document(),
        reading.title,
        best.page(),
        best.section(),
        body,
        reading.classification,
        reading.labels,
        reading.source,
        findings(selection, reading.spans),
        best.cosine());
  }

  /** Null where the accepted detector has not seen every chunk. */
  private @Nullable Findings findings(Selection selection, Map<UUID, String> stored) {
    List<Span> spans = new ArrayList<>();
    for (Hit hit : selection.hits()) {
      String text = stored.get(hit.chunk());
      if (text == null) {
        return null;
      }
      int shift = hit.start() - selection.start();
      for (Span span : read(text)) {
        spans.add(new Span(span.start() + shift, span.end() + shift, span.type(), span.score()));
      }
    }
    return new Findings(detector, spans);
  }

  private List<Span> read(String spans) {
    try {
      return List.of(Objects.requireNonNull(json.readValue(spans, Span[].class)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("stored findings cannot be read", e);
    }
  }
}
