package dev.postern.bridge.wiring;

import dev.postern.bridge.disclosure.Activations;
import dev.postern.bridge.disclosure.PolicySerials;
import dev.postern.bridge.disclosure.QuestionIndex;
import dev.postern.bridge.disclosure.Reviews;
import dev.postern.bridge.disclosure.TokenBudget;
import dev.postern.bridge.postgres.ContentKeys;
import dev.postern.bridge.postgres.PostgresAcknowledged;
import dev.postern.bridge.postgres.PostgresActivations;
import dev.postern.bridge.postgres.PostgresBudgets;
import dev.postern.bridge.postgres.PostgresConversations;
import dev.postern.bridge.postgres.PostgresOutbox;
import dev.postern.bridge.postgres.PostgresPolicySerials;
import dev.postern.bridge.postgres.PostgresQuestionIndex;
import dev.postern.bridge.postgres.PostgresReviews;
import dev.postern.bridge.postgres.PostgresShadowDifferences;
import dev.postern.bridge.postgres.PostgresTokenBudget;
import dev.postern.bridge.vault.TransitKeys;
import dev.postern.runtime.ids.Ids;
import dev.postern.runtime.vault.VaultSession;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;
import javax.sql.DataSource;

/** The bridge's own database. */
@ApplicationScoped
public class Stores {

  @Produces
  @Singleton
  ContentKeys contentKeys(DataSource pool, VaultSession vault) {
    return new ContentKeys(pool, new TransitKeys(vault, "conversation"));
  }

  @Produces
  @Singleton
  PostgresConversations conversations(
      DataSource pool, ContentKeys keys, BridgeConfig config, Clock clock) {
    BridgeConfig.Conversation conversation = config.conversation();
    return new PostgresConversations(
        pool, keys, conversation.timeToLive(), conversation.turns(), Ids::next, clock);
  }

  @Produces
  @Singleton
  PostgresOutbox outbox(DataSource pool, ContentKeys keys) {
    return new PostgresOutbox(pool, keys);
  }

  @Produces
  @Singleton
  PostgresBudgets budgets(DataSource pool) {
    return new PostgresBudgets(pool);
  }

  @Produces
  @Singleton
  TokenBudget tokenBudget(DataSource pool, BridgeConfig config, Clock clock) {
    BridgeConfig.Limits limits = config.limits();
    long most = limits.tokensPerDay().orElse(Long.MAX_VALUE);
    Map<String, Long> own = limits.tenantTokensPerDay();
    return new PostgresTokenBudget(pool, tenant -> own.getOrDefault(tenant, most), clock);
  }

  @Produces
  @Singleton
  Activations activations(DataSource pool) {
    return new PostgresActivations(pool);
  }

  @Produces
  @Singleton
  Reviews reviews(DataSource pool) {
    return new PostgresReviews(pool);
  }

  @Produces
  @Singleton
  PolicySerials serials(DataSource pool) {
    return new PostgresPolicySerials(pool);
  }

  @Produces
  @Singleton
  PostgresShadowDifferences shadowDifferences(DataSource pool) {
    return new PostgresShadowDifferences(pool);
  }

  @Produces
  @Singleton
  PostgresAcknowledged acknowledged(DataSource pool) {
    return new PostgresAcknowledged(pool);
  }

  @Produces
  @Singleton
  QuestionIndex questions(DataSource pool) {
    return new PostgresQuestionIndex(pool);
  }
}
