package dev.postern.runtime.database;

import dev.postern.runtime.vault.DatabaseLogin;
import dev.postern.runtime.vault.LeasedLogin;
import dev.postern.runtime.vault.VaultSession;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.AgroalPoolInterceptor;
import io.quarkus.arc.Unremovable;
import io.quarkus.credentials.CredentialsProvider;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.sql.Connection;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Gives the pool the leased login of this service's role for each new connection. Vault is asked
 * only for the first; while it is away the present login serves until its lease ends. Where no
 * connection came of it, Vault is asked whether it took the login back.
 */
@ApplicationScoped
@Named("vault-database")
@Unremovable
public class VaultDatabaseCredentials implements CredentialsProvider, AgroalPoolInterceptor {

  private final LeasedLogin login;
  private final AtomicInteger unopened = new AtomicInteger();

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
    if (unopened.getAndIncrement() > 0) {
      login.doubt();
    }
    DatabaseLogin current = login.current();
    return Map.of(USER_PROPERTY_NAME, current.user(), PASSWORD_PROPERTY_NAME, current.password());
  }

  @Override
  public void onConnectionCreate(Connection connection) {
    unopened.set(0);
  }

  @PreDestroy
  void stop() {
    login.close();
  }
}
