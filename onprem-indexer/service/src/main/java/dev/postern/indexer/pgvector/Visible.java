package dev.postern.indexer.pgvector;

import dev.postern.indexer.search.Query;
import dev.postern.indexer.search.Reader;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which documents a query may compare: the one predicate that stands in every statement. Tenant,
 * current version, classification, rights (in an emergency also whatever concerns its one patient),
 * sources.
 */
record Visible(Reader reader, Query query) {
  private static final String OF_PATIENT =
      "exists (select from document_subject s"
          + " where s.document_id = d.id and s.tenant = d.tenant and s.handle = ?)";

  /** Over {@code document d}. */
  String sql() {
    String predicate =
        "d.tenant = ? and d.current_version is not null and d.classification <= ? and " + rights();
    return query.sources() == null ? predicate : predicate + " and d.source = any(?)";
  }

  /** Whether document d is open to the reader, whatever else keeps it out. */
  String rights() {
    return query.emergency() == null ? "d.acl && ?" : "(d.acl && ? or " + OF_PATIENT + ")";
  }

  /** As rights name the reader. */
  Array principals(Connection connection) throws SQLException {
    return connection.createArrayOf("varchar", reader.principals().toArray(String[]::new));
  }

  /** Binds {@link SearchSql#EXCLUDED} up to the tenant; returns the next index. */
  int bindForCount(PreparedStatement statement) throws SQLException {
    int at = 1;
    statement.setInt(at++, query.classificationsMax().ordinal());
    statement.setArray(at++, sources(statement.getConnection()));
    return bindRights(statement, at);
  }

  private int bindRights(PreparedStatement statement, int from) throws SQLException {
    int at = from;
    statement.setArray(at++, principals(statement.getConnection()));
    @Nullable String emergency = query.emergency();
    if (emergency != null) {
      statement.setString(at++, emergency);
    }
    return at;
  }

  private @Nullable Array sources(Connection connection) throws SQLException {
    @Nullable Set<String> sources = query.sources();
    return sources == null
        ? null
        : connection.createArrayOf("varchar", sources.toArray(String[]::new));
  }

  /** Binds the predicate's parameters; returns the next index. */
  int bind(PreparedStatement statement, int from) throws SQLException {
    int at = from;
    statement.setString(at++, reader.tenant());
    statement.setInt(at++, query.classificationsMax().ordinal());
    at = bindRights(statement, at);
    if (query.sources() != null) {
      statement.setArray(at++, sources(statement.getConnection()));
    }
    return at;
  }
}
