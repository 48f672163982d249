package dev.postern.bridge.wiring;

import dev.postern.runtime.settings.RefusedInProduction;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The bridge's settings. */
@ConfigMapping(prefix = "bridge")
public interface BridgeConfig {

  Indexer indexer();

  Audit audit();

  Opa opa();

  Tunnel tunnel();

  Limits limits();

  Provider provider();

  Detector detector();

  Conversation conversation();

  Chat chat();

  BreakGlass breakGlass();

  Usage usage();

  /** Routes by name. */
  Map<String, Route> routes();

  /** The indexer. */
  interface Indexer {
    /** Its address. */
    URI url();

    /** How long one search may take. */
    @WithDefault("10s")
    Duration timeout();
  }

  /** The audit service. */
  interface Audit {
    /** Each of its processes: one writes, the others stand by. */
    List<URI> url();

    /** How long one exchange may take. */
    @WithDefault("3s")
    Duration timeout();

    /** How long an append may take before it counts as failed. */
    @WithDefault("5s")
    Duration patience();

    /** The keys of the logs that an operator lets this bridge append to, a vkey a line. */
    Optional<Path> pin();
  }

  /** OPA. */
  interface Opa {
    /** Its address, on loopback. */
    URI url();

    /** How long one decision may take; without an answer nothing leaves. */
    @WithDefault("500ms")
    Duration timeout();

    /** How long a question waits for a new bundle that other bridges already have. */
    @WithDefault("3s")
    Duration reloadWithin();

    /** Longest time without a successful poll of the kill switch's bundle. */
    @WithDefault("60s")
    Duration killSwitchMaxAge();

    /** A candidate policy beside the active one. */
    Shadow shadow();
  }

  /** An OPA that runs a candidate policy; nothing that it says has effect. */
  interface Shadow {
    /** Without, there is never a candidate. */
    Optional<URI> url();

    /** Of how many questions it is asked, from 0 to 1. */
    @WithDefault("1.0")
    double share();

    /** How long one decision may take it. */
    @WithDefault("250ms")
    Duration timeout();

    /** How many decisions may wait for it; more are not asked. */
    @WithDefault("64")
    int queue();
  }

  /** The tunnel. */
  interface Tunnel {
    /** The tunnel's network interface. The production profile refuses the loopback, {@code lo}. */
    @WithName("interface")
    @RefusedInProduction(
        value = "lo",
        why = "is the loopback, for a simulator only: set the tunnel's interface, such as wg0")
    String interfaceName();

    /** Where providers may be, CIDR. */
    List<String> networks();
  }

  /** How much a caller may ask for. */
  interface Limits {
    /** Code points of a question. */
    @WithDefault("8000")
    int questionCharacters();

    /** Snippets at most for one question. */
    @WithDefault("20")
    int snippets();

    /** Snippets where the caller names no number. */
    @WithDefault("8")
    int defaultSnippets();

    /** Code points of all messages that a chat client sends before its question. */
    @WithDefault("40000")
    int historyCharacters();

    /**
     * Tokens of models that each tenant may use in a day (UTC), read and written; without, as many
     * as come.
     */
    Optional<Long> tokensPerDay();

    /** The same by the tenant's name, in place of what holds for each. */
    Map<String, Long> tenantTokensPerDay();

    /** Code points of a model's answer; a longer one is cut there. */
    @WithDefault("100000")
    int answerCharacters();
  }

  /** Calls to providers. */
  interface Provider {
    /** Life of a receipt: between the committed entry and the first byte. */
    @WithDefault("5s")
    Duration sendWithin();

    /** Longest time for a whole answer. */
    @WithDefault("60s")
    Duration answerWithin();
  }

  /** The identifier guard. */
  interface Detector {
    /** How long the detector may take for one question; after it nothing leaves. */
    @WithDefault("2s")
    Duration timeout();

    /** Threads that share the work of one reading by the model. */
    @WithDefault("1")
    int threads();

    /**
     * So many characters of snippets that this version of the detector has not read at ingestion
     * are read for one question; those beyond are withheld.
     */
    @WithDefault("12000")
    int unreadCharacters();
  }

  /** Conversations. */
  interface Conversation {
    /** From a conversation's begin to its end. */
    @WithDefault("24h")
    Duration timeToLive();

    /** How many of its latest turns go with the next question. */
    @WithDefault("10")
    int turns();
  }

  /** The OpenAI-compatible surface. */
  interface Chat {
    /** Purpose of use of requests that claim none; without, they are refused. */
    Optional<String> defaultPurpose();
  }

  /** Emergency access. */
  interface BreakGlass {
    /** How long one access lasts. */
    @WithDefault("15m")
    Duration life();

    /** A review that is open for longer is overdue. */
    @WithDefault("24h")
    Duration reviewWithin();
  }

  /** Providers' usage beside the log. */
  interface Usage {
    /** How often the audit service is asked whether a report is due. */
    @WithDefault("1h")
    Duration interval();
  }

  /** Where the calls of a route are told: a query of a Log Analytics workspace. */
  interface UsageReport {
    /** The workspace's query address. */
    URI url();

    /** Gives time, client_request_id and provider_request_id of each call. */
    String query();

    /** Where its bearer token lies under the KV mount, field api_key. */
    String keyPath();
  }

  /** A way to a model. */
  interface Route {
    /** Whose protocol: {@code azure-openai}, {@code amazon-bedrock} or {@code on-premises}. */
    String provider();

    /** Where it is; every address of its name must lie in the tunnel's networks. */
    URI baseUrl();

    /** Where it computes, for policy. */
    String region();

    /** Bedrock: whose runtime is called, where that is not the region itself. */
    Optional<String> endpointRegion();

    /** The model, or the deployment's name. */
    String model();

    /** Agreements that cover it, for policy, such as a business associate agreement. */
    Optional<List<String>> agreements();

    /** Where its secret lies under the KV mount; only a model on the premises may have none. */
    Optional<String> keyPath();

    /** PEM file of the authorities that may vouch for it; the platform's own without. */
    Optional<Path> caFile();

    /** Without, nothing says what else was sent there, and the log says so. */
    Optional<UsageReport> usage();

    /** Pinned keys, SHA-256 of the SubjectPublicKeyInfo in base64; one must be in the chain. */
    Optional<Set<String>> pins();

    /**
     * Where its host may be, CIDR; without, the tunnel's networks. A model on the premises needs
     * its own, in production none of them behind the tunnel.
     */
    Optional<List<String>> networks();

    /** What the provider asks for; without, the log tells tokens only. */
    Optional<Price> price();

    /** Calls that it carries at the same time. */
    @WithDefault("64")
    int calls();

    /** Failures of the provider in a row, after which it is left alone. */
    @WithDefault("5")
    int failures();

    /** For how long; then one question tries it. */
    @WithDefault("10s")
    Duration pause();

    /** Bedrock: whether the answer is streamed. */
    @WithDefault("true")
    boolean stream();

    /** Bedrock: false where a proxy on the way speaks HTTP/1.1 only. */
    @WithDefault("true")
    boolean http2();

    /** Azure: a token of Entra ID in place of the API key. */
    Optional<Entra> entra();

    /** Bedrock: the account's guardrail for prompt and answer. */
    Optional<Guardrail> guardrail();
  }

  /** A price of a million tokens. */
  interface Price {
    /** Of a million tokens that the model reads. */
    BigDecimal input();

    /** Of a million tokens that it writes. */
    BigDecimal output();

    /** In which currency, ISO 4217. */
    String currency();
  }

  /** Where tokens come from. */
  interface Entra {
    /** The tenant's token endpoint, whole. */
    URI tokenUrl();

    /** What the token is for. */
    @WithDefault("https://cognitiveservices.azure.com/.default")
    String scope();

    /** PEM file of the authorities that may vouch for it; the platform's own without. */
    Optional<Path> caFile();

    /** Where it may be, CIDR. */
    List<String> networks();
  }

  /** A guardrail of Bedrock. */
  interface Guardrail {
    /** Its identifier or ARN. */
    String id();

    /** Its version, or {@code DRAFT}. */
    String version();
  }
}
