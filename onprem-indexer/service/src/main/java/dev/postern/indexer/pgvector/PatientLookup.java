package dev.postern.indexer.pgvector;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.indexer.search.KnownIdentifier;
import dev.postern.indexer.search.Patient;
import dev.postern.indexer.search.PatientDirectory;
import dev.postern.indexer.search.Reader;
import dev.postern.indexer.subject.Consent;
import dev.postern.indexer.subject.Relationship;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * What a search reads of patients: one statement a question, each of them without a transaction.
 */
public final class PatientLookup implements PatientDirectory {

  private static final String OF_DOCUMENTS =
      """
      select s.document_id, s.handle, r.relationships, r.consents, r.flags
      from document_subject s
      left join subject r on r.tenant = s.tenant and r.handle = s.handle
      where s.tenant = ? and s.document_id = any(?)
      order by s.handle
      """;

  private static final String KNOWN =
      "select type, value, handle, person from known_value where tenant = ? and handle = any(?)"
          + " order by handle, person, id";

  private static final String WITH_KEYS =
      "select keys, type, handle from known_value where tenant = ? and keys && ?";

  private final DataSource database;
  private final ObjectMapper json;
  private final Clock clock;

  public PatientLookup(DataSource database, ObjectMapper json, Clock clock) {
    this.database = database;
    this.json = json;
    this.clock = clock;
  }

  @Override
  public Map<UUID, List<Patient>> patientsOf(Collection<UUID> documents, Reader reader) {
    Map<UUID, List<Patient>> patients = new HashMap<>();
    if (!documents.isEmpty()) {
      read(
          OF_DOCUMENTS,
          reader.tenant(),
          "uuid",
          documents,
          row ->
              patients
                  .computeIfAbsent(row.getObject(1, UUID.class), d -> new ArrayList<>())
                  .add(patient(row, reader.principals())));
    }
    return patients;
  }

  private Patient patient(ResultSet row, List<String> principals) throws SQLException {
    String handle = row.getString(2);
    String relationships = row.getString(3);
    if (relationships == null) {
      return new Patient(handle, null, List.of(), List.of());
    }
    Instant now = clock.instant();
    @Nullable Relationship theirs =
        values(relationships, Relationship[].class).stream()
            .filter(r -> principals.contains(r.principal()))
            .filter(r -> r.until() == null || r.until().isAfter(now))
            .findFirst()
            .orElse(null);
    List<Consent> inForce =
        values(row.getString(4), Consent[].class).stream()
            .filter(c -> c.until() == null || c.until().isAfter(now))
            .toList();
    return new Patient(handle, theirs, inForce, texts(row, 5));
  }

  private <T> List<T> values(String stored, Class<T[]> type) {
    try {
      return List.of(json.readValue(stored, type));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored patient record cannot be read");
    }
  }

  @Override
  public List<KnownIdentifier> known(String tenant, Collection<String> handles) {
    List<KnownIdentifier> known = new ArrayList<>();
    read(
        KNOWN,
        tenant,
        "varchar",
        handles,
        row -> {
          String handle = row.getString(3);
          String person = handle + "/" + row.getInt(4);
          known.add(new KnownIdentifier(row.getString(1), row.getString(2), person, handle));
        });
    return known;
  }

  @Override
  public List<Stored> withKeys(String tenant, Collection<String> keys) {
    List<Stored> stored = new ArrayList<>();
    read(
        WITH_KEYS,
        tenant,
        "varchar",
        keys,
        row -> stored.add(new Stored(texts(row, 1), row.getString(2), row.getString(3))));
    return stored;
  }

  private static List<String> texts(ResultSet row, int column) throws SQLException {
    return Arrays.asList((String[]) row.getArray(column).getArray());
  }

  private interface EachRow {
    void read(ResultSet row) throws SQLException;
  }

  private void read(String sql, String tenant, String type, Collection<?> among, EachRow each) {
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(sql)) {
      select.setString(1, tenant);
      select.setArray(2, connection.createArrayOf(type, among.toArray()));
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          each.read(row);
        }
      }
    } catch (SQLException e) {
      throw new DatabaseFailed(e);
    }
  }
}
