package dev.postern.runtime.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.postern.toolbox.RealParts;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class MigrationIT {

  @Test
  void theScriptsBesideAClassRunOnceAsTheOwner() throws SQLException {
    RealParts parts = RealParts.shared();
    String database = parts.postgres().scratch("audit");
    var login =
        parts.vault().service("audit-migrate").get("database/creds/audit-owner").path("data");
    Migration migration = Migration.beside(MigrationIT.class);
    String url = parts.postgres().jdbcUrl(database);
    String user = login.path("username").asText();
    String password = login.path("password").asText();
    assertEquals(1, migration.apply(url, user, password));
    assertEquals(0, migration.apply(url, user, password));
    try (var connection = parts.postgres().database(database).getConnection();
        var statement = connection.createStatement();
        var row =
            statement.executeQuery("SELECT tableowner FROM pg_tables WHERE tablename = 'kept'")) {
      row.next();
      assertEquals("audit_owner", row.getString(1));
    }
  }

  @Test
  void aClassWithoutScriptsIsAMistake() {
    assertThrows(IllegalStateException.class, () -> Migration.beside(RealParts.class));
  }
}
