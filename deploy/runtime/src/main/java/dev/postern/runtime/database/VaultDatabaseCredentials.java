package dev.postern.runtime.database;

import dev.postern.runtime.vault.DatabaseLogin;
import dev.postern.runtime.vault.LeasedLogin;
import dev.postern.runtime.vault.VaultSession;
import io.agroal.api.AgroalDataSource;
import io.quarkus.arc.Unremovable;
import io.quarkus.credentials.CredentialsProvider;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Gives the pool the leased login of this service's role for each new connection. Vault is asked
 * only for the first; while it is away the present login serves until its lease ends.
 */
@ApplicationScoped
@Named("vault-database")
@Unremovable
public class VaultDatabaseCredentials implements CredentialsProvider {

  private final LeasedLogin login;

  @Inject
  public VaultDatabaseCredentials(
      VaultSession session,
      @ConfigProperty(name = "postern.database.role") String role,
      Instance<AgroalDataSource> pool,
      Clock clock) {
    this.login =
        new LeasedLogin(
            session, role, clock, () -> pool.get().flush(AgroalDataSource.FlushMode.GRACEFUL));
  }

  @Override
  public Map<String, String> getCredentials(String credentialsProviderName) {
    DatabaseLogin current = login.current();
    return Map.of(USER_PROPERTY_NAME, current.user(), PASSWORD_PROPERTY_NAME, current.password());
  }

  @PreDestroy
  void stop() {
    login.close();
  }
}
