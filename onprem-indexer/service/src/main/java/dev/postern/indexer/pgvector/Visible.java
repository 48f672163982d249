package dev.postern.indexer.pgvector;

import dev.postern.indexer.search.Query;
import dev.postern.indexer.search.Reader;
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
    String rights = query.emergency() == null ? "d.acl && ?" : "(d.acl && ? or " + OF_PATIENT + ")";
    String predicate =
        "d.tenant = ? and d.current_version is not null and d.classification <= ? and " + rights;
    return query.sources() == null ? predicate : predicate + " and d.source = any(?)";
  }

  /** Binds the predicate's parameters; returns the next index. */
  int bind(PreparedStatement statement, int from) throws SQLException {
    Connection connection = statement.getConnection();
    int at = from;
    statement.setString(at++, reader.tenant());
    statement.setInt(at++, query.classificationsMax().ordinal());
    statement.setArray(
        at++, connection.createArrayOf("varchar", reader.principals().toArray(String[]::new)));
    @Nullable String emergency = query.emergency();
    if (emergency != null) {
      statement.setString(at++, emergency);
    }
    @Nullable Set<String> sources = query.sources();
    if (sources != null) {
      statement.setArray(at++, connection.createArrayOf("varchar", sources.toArray(String[]::new)));
    }
    return at;
  }
}
