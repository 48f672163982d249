package dev.postern.bridge.postgres;

import dev.postern.bridge.disclosure.Code;
import dev.postern.bridge.disclosure.Reason;
import dev.postern.bridge.disclosure.Refusal;
import dev.postern.bridge.disclosure.TokenBudget;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.ToLongFunction;
import javax.sql.DataSource;

/** One row for each tenant and day; taking is one statement, so nobody takes past the limit. */
public final class PostgresTokenBudget implements TokenBudget {
  private static final System.Logger LOGGER = System.getLogger(PostgresTokenBudget.class.getName());
  private static final String TAKE =
      """
      INSERT INTO tenant_tokens AS t (tenant, day, tokens) VALUES (?, ?, ?)
          ON CONFLICT (tenant, day) DO UPDATE SET tokens = t.tokens + excluded.tokens
       WHERE t.tokens + excluded.tokens <= ?
      """;

  private final Database database;
  private final ToLongFunction<String> limits;
  private final Clock clock;

  /**
   * @param limits tokens a day, by tenant
   */
  public PostgresTokenBudget(DataSource pool, ToLongFunction<String> limits, Clock clock) {
    this.database = new Database(pool);
    this.limits = limits;
    this.clock = clock;
  }

  @Override
  public Taken take(String tenant, long tokens) throws Refusal {
    long limit = limits.applyAsLong(tenant);
    LocalDate day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    try {
      if (tokens > limit || database.update(TAKE, tenant, day, tokens, limit) == 0) {
        throw new Refusal(
            Code.RATE_LIMITED,
            List.of(
                new Reason(
                    "token-budget",
                    "The day's tokens of this organisation are used up.",
                    "bridge")));
      }
      return new Taken(tenant, day, tokens);
    } catch (SQLException e) {
      throw new Refusal(Code.POLICY_UNDECIDED);
    }
  }

  @Override
  public void settle(Taken taken, long used) {
    if (used == taken.tokens()) {
      return;
    }
    try {
      database.update(
          "UPDATE tenant_tokens SET tokens = greatest(0, tokens + ?) WHERE tenant = ? AND day = ?",
          used - taken.tokens(),
          taken.tenant(),
          taken.day());
    } catch (SQLException e) {
      LOGGER.log(System.Logger.Level.WARNING, "tokens were not counted: {0}", e.getSQLState());
    }
  }
}
