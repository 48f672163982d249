package dev.postern.bridge.wiring;

import dev.postern.audit.client.PinnedLogs;
import dev.postern.bridge.audit.BridgeAudit;
import dev.postern.bridge.disclosure.Activations;
import dev.postern.bridge.disclosure.AnswerQuestion;
import dev.postern.bridge.disclosure.Attempts;
import dev.postern.bridge.disclosure.Budgets;
import dev.postern.bridge.disclosure.BundlesInForce;
import dev.postern.bridge.disclosure.CloseReview;
import dev.postern.bridge.disclosure.Conversations;
import dev.postern.bridge.disclosure.DisclosureLog;
import dev.postern.bridge.disclosure.DisclosurePolicy;
import dev.postern.bridge.disclosure.Emergencies;
import dev.postern.bridge.disclosure.Exchange;
import dev.postern.bridge.disclosure.ExplainDecision;
import dev.postern.bridge.disclosure.Gathering;
import dev.postern.bridge.disclosure.IdentifierGuard;
import dev.postern.bridge.disclosure.KillSwitch;
import dev.postern.bridge.disclosure.LanguageModel;
import dev.postern.bridge.disclosure.Outbox;
import dev.postern.bridge.disclosure.PatientHandles;
import dev.postern.bridge.disclosure.Preparation;
import dev.postern.bridge.disclosure.Purpose;
import dev.postern.bridge.disclosure.QuestionIndex;
import dev.postern.bridge.disclosure.ReadDecisions;
import dev.postern.bridge.disclosure.ReadShadow;
import dev.postern.bridge.disclosure.RecordActivations;
import dev.postern.bridge.disclosure.Records;
import dev.postern.bridge.disclosure.ReviewQuestion;
import dev.postern.bridge.disclosure.Reviews;
import dev.postern.bridge.disclosure.RouteHealth;
import dev.postern.bridge.disclosure.SearchSnippets;
import dev.postern.bridge.disclosure.ShadowDifferences;
import dev.postern.bridge.disclosure.SnippetSearch;
import dev.postern.bridge.disclosure.Steps;
import dev.postern.bridge.disclosure.TokenBudget;
import dev.postern.bridge.disclosure.TokenVaults;
import dev.postern.bridge.disclosure.Tunnel;
import dev.postern.bridge.guard.DeidGuard;
import dev.postern.bridge.http.ChatSettings;
import dev.postern.bridge.http.Limits;
import dev.postern.bridge.opa.OpaBundles;
import dev.postern.bridge.opa.OpaClient;
import dev.postern.bridge.postgres.PostgresAcknowledged;
import dev.postern.bridge.telemetry.ObservedBundles;
import dev.postern.bridge.telemetry.ObservedSteps;
import dev.postern.bridge.vault.TransitKeys;
import dev.postern.deid.Detector;
import dev.postern.deid.model.OnnxModel;
import dev.postern.deid.pseudonym.Deidentifier;
import dev.postern.runtime.ids.Ids;
import dev.postern.runtime.tls.ReloadingTls;
import dev.postern.runtime.vault.VaultSession;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Tracer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The flow, put together. */
@ApplicationScoped
public class Flow {

  @Produces
  @Singleton
  BridgeAudit audit(
      BridgeConfig config,
      @ConfigProperty(name = "postern.instance") String instance,
      ReloadingTls tls,
      HttpClient http,
      PostgresAcknowledged memory,
      VaultSession vault,
      Outbox outbox,
      QuestionIndex index,
      Clock clock) {
    BridgeConfig.Audit audit = config.audit();
    return new BridgeAudit(
        new BridgeAudit.Service(
            audit.url(),
            instance,
            audit.timeout(),
            audit.patience(),
            audit.pin().map(PinnedLogs::in).orElse(PinnedLogs.NONE)),
        tls.context(),
        http,
        memory,
        memory::origin,
        new TransitKeys(vault, "payload"),
        outbox,
        index,
        Ids::next,
        clock);
  }

  @Produces
  @Singleton
  DisclosureLog log(BridgeAudit audit) {
    return audit.log();
  }

  @Produces
  @Singleton
  Records records(BridgeAudit audit) {
    return audit.records();
  }

  @Produces
  @Singleton
  IdentifierGuard guard(TokenVaults vaults, BridgeConfig config, Clock clock) {
    return new DeidGuard(
        Detector.with(OnnxModel.ready(config.detector().threads())),
        new Deidentifier(clock, new SecureRandom()),
        vaults,
        config.detector().timeout(),
        config.detector().unreadCharacters());
  }

  @Produces
  @Singleton
  Steps steps(Tracer tracer, MeterRegistry meters) {
    return new ObservedSteps(tracer, meters);
  }

  @Produces
  @Singleton
  Gathering gathering(
      Conversations conversations,
      DisclosurePolicy policy,
      SnippetSearch search,
      IdentifierGuard guard,
      Budgets budgets,
      Emergencies emergencies,
      Tunnel tunnel,
      Providers.Routes routes,
      Clock clock) {
    return new Gathering(
        conversations, policy, search, guard, budgets, emergencies, tunnel, routes.all(), clock);
  }

  @Produces
  @Singleton
  Emergencies emergencies(
      PatientHandles handles,
      DisclosureLog log,
      Reviews reviews,
      BridgeConfig config,
      Clock clock) {
    return new Emergencies(handles, log, reviews, config.breakGlass().life(), clock);
  }

  @Produces
  @Singleton
  CloseReview closeReview(Reviews reviews, DisclosureLog log) {
    return new CloseReview(reviews, log);
  }

  @Produces
  @Singleton
  Exchange exchange(
      Tunnel tunnel,
      DisclosureLog log,
      KillSwitch killSwitch,
      LanguageModel model,
      Conversations conversations,
      Steps steps,
      BridgeConfig config,
      Clock clock) {
    BridgeConfig.Provider provider = config.provider();
    return new Exchange(
        tunnel,
        log,
        killSwitch,
        model,
        conversations,
        steps,
        new Exchange.Bounds(
            provider.sendWithin(), provider.answerWithin(), config.limits().answerCharacters()),
        clock);
  }

  @Produces
  @Singleton
  AnswerQuestion answerQuestion(
      Gathering gathering,
      LanguageModel model,
      Providers.Routes routes,
      Exchange exchange,
      RouteHealth health,
      TokenBudget tokens,
      DisclosureLog log,
      Budgets budgets,
      Steps steps,
      Clock clock) {
    Preparation preparation = new Preparation(model, routes.all());
    Attempts attempts = new Attempts(preparation, exchange, health, tokens, steps);
    return new AnswerQuestion(gathering, attempts, log, budgets, steps, clock);
  }

  @Produces
  @Singleton
  SearchSnippets searchSnippets(
      DisclosurePolicy policy,
      SnippetSearch search,
      IdentifierGuard guard,
      Budgets budgets,
      DisclosureLog log,
      Clock clock) {
    return new SearchSnippets(policy, search, guard, budgets, log, clock);
  }

  @Produces
  @Singleton
  ReviewQuestion reviewQuestion(
      QuestionIndex index,
      Records records,
      DisclosureLog log,
      DisclosurePolicy policy,
      Budgets budgets,
      Clock clock) {
    return new ReviewQuestion(index, records, log, policy, budgets, clock);
  }

  @Produces
  @Singleton
  RecordActivations recordActivations(
      OpaClient opa,
      Optional<ShadowOpa> shadow,
      Activations activations,
      DisclosureLog log,
      MeterRegistry meters) {
    List<BundlesInForce> engines = new ArrayList<>();
    engines.add(new ObservedBundles(new OpaBundles(opa), meters));
    shadow.ifPresent(asked -> engines.add(OpaBundles.candidate(asked.client())));
    return new RecordActivations(engines, activations, log);
  }

  @Produces
  @Singleton
  ExplainDecision explainDecision(QuestionIndex index, Records records, DisclosureLog log) {
    return new ExplainDecision(index, records, log);
  }

  @Produces
  @Singleton
  ReadShadow readShadow(ShadowDifferences differences) {
    return new ReadShadow(differences);
  }

  @Produces
  @Singleton
  ReadDecisions readDecisions(BridgeAudit audit) {
    return new ReadDecisions(audit.records());
  }

  @Produces
  @Singleton
  Limits limits(BridgeConfig config) {
    BridgeConfig.Limits limits = config.limits();
    return new Limits(limits.questionCharacters(), limits.snippets(), limits.defaultSnippets());
  }

  @Produces
  @Singleton
  ChatSettings chatSettings(BridgeConfig config, Providers.Routes routes) {
    Purpose assumed =
        config
            .chat()
            .defaultPurpose()
            .map(
                code ->
                    Purpose.of(code)
                        .orElseThrow(
                            () ->
                                new IllegalArgumentException(
                                    "bridge.chat.default-purpose is no PurposeOfUse known here")))
            .orElse(null);
    return new ChatSettings(routes.all(), assumed, config.limits().historyCharacters());
  }
}
