package dev.postern.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.cli.AnswerText;
import dev.postern.cli.Checkout;
import dev.postern.cli.IngestProgress;
import dev.postern.cli.Terminal;
import dev.postern.cli.bridge.BridgeClient;
import dev.postern.cli.bridge.Outcome;
import dev.postern.cli.bridge.Outcome.Refused;
import dev.postern.cli.bridge.Outcome.Replied;
import dev.postern.cli.bridge.Problem;
import dev.postern.cli.demo.Hospital.Scene;
import dev.postern.cli.indexer.Documents;
import dev.postern.cli.indexer.IndexerClient;
import dev.postern.cli.indexer.IndexerClient.Reply;
import dev.postern.cli.indexer.Ingestion;
import dev.postern.cli.indexer.Ingestion.Result;
import dev.postern.toolbox.Postern;
import dev.postern.toolbox.process.Part;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What the demo tells, in order; each step checks what it shows. */
final class Story {

  private static final Duration RECOVERY = Duration.ofSeconds(30);

  private final Terminal terminal;
  private final Postern postern;
  private final Hospital hospital;
  private final CloudRecord cloud;
  private final LogShown log;
  private int steps;

  Story(Terminal terminal, Checkout checkout, Postern postern) {
    this.terminal = terminal;
    this.postern = postern;
    this.hospital = new Hospital(checkout.root().resolve("deploy/demo"));
    this.cloud = new CloudRecord(postern.simulator().records());
    this.log = new LogShown(terminal, checkout, postern);
  }

  void tell() throws IOException, InterruptedException, NotShown {
    ingest();
    log.keepOlder();
    treatment();
    everyRoute();
    failover();
    noRights();
    research();
    withheld();
    undecided();
    step("The log is proven, offline, from its files and the pinned key");
    log.prove();
    step("Three ways to change the log, and what the verifier says");
    log.tamper();
  }

  private void ingest() throws IOException, InterruptedException, NotShown {
    step("The hospital's records go in, each document with its rights");
    IndexerClient indexer =
        new IndexerClient(
            Checkout.http(postern.operatorSslContext()), postern.addresses().indexer());
    for (JsonNode subject : hospital.subjects()) {
      NotShown.unless(
          indexer.subject(subject) instanceof Reply.Accepted, "a patient's record was not taken");
    }
    Documents documents = hospital.documents();
    List<Result> results =
        IngestProgress.of(terminal, documents.uploads().size())
            .watch(watcher -> new Ingestion(indexer).run(documents.uploads(), watcher));
    for (Result result : results) {
      NotShown.unless(
          result instanceof Result.Indexed,
          result.upload().externalId() + " cannot be searched: " + result);
    }
    terminal.print(results.size() + " documents of six formats can be searched.");
  }

  private void treatment() throws IOException, InterruptedException, NotShown {
    Scene scene = hospital.scene("treatment");
    ask("A clinician asks about a patient of the own department", scene);
    int before = cloud.size();
    JsonNode answer = answered(stream(scene), scene);
    NotShown.unless(!answer.path("citations").isEmpty(), "the answer has no citation");
    NotShown.unless(cloud.size() == before + 1, "the cloud did not receive exactly one request");
    String received = cloud.newestText();
    terminal.print("");
    terminal.print(terminal.bold("What the cloud received for it:"));
    terminal.print(received.indent(2).stripTrailing());
    NotShown.unless(received.contains("[PERSON_1]"), "the cloud received no token");
    noIdentifierLeft(before);
    terminal.print(terminal.green("No known identifier of any patient is in those bytes."));
  }

  private void everyRoute() throws IOException, InterruptedException, NotShown {
    for (String route : List.of("bedrock-eu", "local")) {
      Scene scene = hospital.scene("treatment").over(route);
      ask("The same question over the route " + route, scene);
      int before = cloud.size();
      JsonNode answer = answered(stream(scene), scene);
      NotShown.unless(route.equals(routeOf(answer)), "another route was taken");
      NotShown.unless(cloud.size() == before + 1, "the model did not receive exactly one request");
      noIdentifierLeft(before);
    }
    terminal.print(terminal.green("Amazon Bedrock and a model on the premises answered it too."));
  }

  private void failover() throws IOException, InterruptedException, NotShown {
    Scene scene = hospital.scene("treatment");
    ask("The first provider is overloaded: the next permitted route answers", scene);
    int before = cloud.size();
    CloudFaults faults = new CloudFaults(postern.ports().of("simulator-control"));
    faults.set("{\"status\": 503, \"provider\": \"azure-openai\", \"times\": 1}");
    try {
      JsonNode answer = answered(stream(scene), scene);
      NotShown.unless(
          routeOf(answer).equals("bedrock-eu"), "the next permitted route did not answer");
    } finally {
      faults.none();
    }
    NotShown.unless(cloud.size() == before + 2, "there were not exactly two attempts");
    noIdentifierLeft(before);
    terminal.print(
        terminal.green("Two attempts, each under a durable intent and a receipt of its own."));
  }

  private static String routeOf(JsonNode answer) {
    return answer.path("disclosure").path("route").asText();
  }

  private void noRights() throws IOException, InterruptedException, NotShown {
    Scene scene = hospital.scene("no_rights");
    ask("Another clinician asks the same, without rights to those documents", scene);
    int before = cloud.size();
    Outcome outcome = stream(scene);
    NotShown.unless(
        outcome instanceof Replied(JsonNode body)
            && body.path("outcome").asText().equals("no_sources"),
        "the outcome is not no_sources: " + told(outcome));
    nothingLeft(before);
  }

  private void research() throws IOException, InterruptedException, NotShown {
    Scene scene = hospital.scene("research");
    ask("An analyst asks for research and gets text without identifiers", scene);
    int before = cloud.size();
    JsonNode answer = answered(stream(scene), scene);
    NotShown.unless(
        hospital.identifierIn(bytes(answer.path("answer").asText())).isEmpty(),
        "the analyst's answer has an identifier");
    boolean deidentified = false;
    for (JsonNode citation : answer.path("citations")) {
      deidentified |= citation.path("quote_deidentified").asBoolean();
      NotShown.unless(
          hospital.identifierIn(bytes(citation.toString())).isEmpty(),
          "a quote for the analyst has an identifier");
    }
    NotShown.unless(deidentified, "no quote for the analyst is de-identified");
    noIdentifierLeft(before);
    terminal.print(terminal.green("Answer, titles and quotes carry no known identifier."));
  }

  private void withheld() throws IOException, InterruptedException, NotShown {
    Scene scene = hospital.scene("withheld");
    ask("A question that the policy withholds, with its reasons", scene);
    int before = cloud.size();
    Outcome outcome = stream(scene);
    NotShown.unless(
        outcome instanceof Refused(Problem problem)
            && problem.code().equals("withheld")
            && problem.status() == 403
            && !problem.reasons().isEmpty(),
        "it was not withheld with reasons: " + told(outcome));
    nothingLeft(before);
  }

  private void undecided() throws IOException, InterruptedException, NotShown {
    Scene scene = hospital.scene("undecided");
    ask("OPA is stopped: what cannot be decided is refused", scene);
    Part opa = postern.part("opa");
    int before = cloud.size();
    opa.stop();
    try {
      Outcome outcome = stream(scene);
      NotShown.unless(
          outcome instanceof Refused(Problem problem)
              && problem.code().equals("policy-undecided")
              && problem.status() == 503,
          "it was not refused as undecided: " + told(outcome));
      nothingLeft(before);
    } finally {
      terminal.print("OPA is started again.");
      opa.start();
    }
    answered(onceRecovered(scene), scene);
    NotShown.unless(cloud.size() == before + 1, "the cloud did not receive exactly one request");
  }

  /** The bridge comes back by itself; it may need a moment to notice. */
  private Outcome onceRecovered(Scene scene) throws IOException, InterruptedException {
    Instant end = Instant.now().plus(RECOVERY);
    Outcome outcome = stream(scene);
    while (outcome instanceof Refused(Problem problem)
        && problem.status() == 503
        && Instant.now().isBefore(end)) {
      Thread.sleep(500);
      outcome = stream(scene);
    }
    return outcome;
  }

  private Outcome stream(Scene scene) throws IOException, InterruptedException {
    BridgeClient bridge =
        new BridgeClient(
            Checkout.http(postern.sslContext()),
            postern.addresses().bridge(),
            postern.token(scene.user()));
    AnswerText text = new AnswerText(terminal);
    Outcome outcome = bridge.ask(scene.asking(), text);
    switch (outcome) {
      case Replied(JsonNode answer) -> text.closing(answer);
      case Refused(Problem problem) -> text.refused(problem, false);
    }
    return outcome;
  }

  private static JsonNode answered(Outcome outcome, Scene scene) throws NotShown {
    if (outcome instanceof Replied(JsonNode answer)
        && answer.path("outcome").asText().equals("answered")) {
      NotShown.unless(
          answer.path("answer").asText().contains(scene.mentions()),
          "the answer does not mention " + scene.mentions());
      NotShown.unless(answer.path("outcome_recorded").asBoolean(), "the outcome is not recorded");
      return answer;
    }
    throw new NotShown("it was not answered: " + told(outcome));
  }

  private void nothingLeft(int before) throws IOException, NotShown {
    NotShown.unless(cloud.size() == before, "the cloud received something");
    terminal.print(
        terminal.green("Nothing left: the cloud still has " + before + " requests on record."));
  }

  private void noIdentifierLeft(int before) throws IOException, NotShown {
    for (byte[] request : cloud.since(before)) {
      NotShown.unless(
          hospital.identifierIn(request).isEmpty(), "the cloud received a known identifier");
    }
  }

  private void ask(String title, Scene scene) {
    step(title);
    terminal.print(
        terminal.faint(scene.user() + ", " + scene.asking().purpose() + ": ")
            + scene.asking().question());
    terminal.print("");
  }

  private void step(String title) {
    steps++;
    terminal.print("");
    terminal.print(terminal.bold(steps + ". " + title));
  }

  private static String told(Outcome outcome) {
    return switch (outcome) {
      case Replied(JsonNode body) -> body.path("outcome").asText();
      case Refused(Problem problem) -> problem.sentence();
    };
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
