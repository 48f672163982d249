package dev.postern.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.toolbox.Layout;
import dev.postern.toolbox.Progress;
import dev.postern.toolbox.policy.BundlePublisher;
import dev.postern.toolbox.policy.GoProgram;
import dev.postern.toolbox.policy.Revision;
import dev.postern.toolbox.tools.Cache;
import dev.postern.toolbox.tools.Command;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * Policy bundles, good and bad, put straight to where the bundle server takes them: as somebody
 * would who holds that server, past the publisher that refuses the bad ones.
 */
final class PolicyBundles {

  private static final long HIGHER_THAN_ANY = 1_000_000;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Hospital hospital;
  private final Layout layout;
  private final Path scratch;
  private final Path opa = GoProgram.OPA.find(Cache.ofUser(), Progress.silent());

  PolicyBundles(Hospital hospital, Path scratch) {
    this.hospital = hospital;
    this.layout = hospital.postern().layout();
    this.scratch = scratch;
  }

  /** Puts an archive where OPA polls; whole or not at all, as any web server would. */
  void serve(Path archive) {
    try {
      Path next = served().resolveSibling("next");
      Files.copy(archive, next, StandardCopyOption.REPLACE_EXISTING);
      Files.move(next, served(), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Publishes the policy as it should be, under the next serial, and waits until it decides. */
  Revision publishGood() {
    Revision good = hospital.postern().opa().publisher().publishPolicy();
    Await.until(Duration.ofSeconds(20), this::inForce, good.toString()::equals);
    return good;
  }

  /** A good bundle of the next serial, not published. */
  Path next() {
    Path archive = scratch.resolve("next.tar.gz");
    hospital.postern().opa().publisher().build("ada", archive);
    return archive;
  }

  Path published(Revision revision) {
    return policy().resolve("published/policy-" + revision.serial() + ".tar.gz");
  }

  Path expired() {
    Path archive = scratch.resolve("expired.tar.gz");
    Clock then = Clock.offset(Clock.systemUTC(), BundlePublisher.VALIDITY.plusDays(1).negated());
    new BundlePublisher(opa, layout, then).build("ada", archive);
    return archive;
  }

  Path unsigned() throws IOException {
    Path folder = Files.createDirectory(scratch.resolve("unpacked"));
    Path archive = scratch.resolve("unsigned.tar.gz");
    run("tar", "-xzf", next().toString(), "-C", folder.toString());
    Files.delete(folder.resolve(".signatures.json"));
    run("sh", "-c", "tar -czf \"$0\" -C \"$1\" $(ls -A \"$1\")", archive + "", folder + "");
    return archive;
  }

  Path truncated() throws IOException {
    byte[] whole = Files.readAllBytes(next());
    return Files.write(scratch.resolve("truncated.tar.gz"), Arrays.copyOf(whole, whole.length / 2));
  }

  /** Good in everything but the key that signed it. */
  Path ofAnotherKey() throws IOException {
    Layout elsewhere = new Layout(layout.checkout(), scratch.resolve("elsewhere"));
    Path serials = Files.createDirectories(elsewhere.home().resolve("policy"));
    Files.writeString(serials.resolve("policy.serial"), HIGHER_THAN_ANY + "\n");
    Path archive = scratch.resolve("another-key.tar.gz");
    new BundlePublisher(opa, elsewhere, Clock.systemUTC()).build("eve", archive);
    return archive;
  }

  /** Good in everything but a root that is the kill switch's. */
  Path outOfItsRoots() throws IOException {
    Path checkout = scratch.resolve("checkout");
    Path policies = Files.createDirectories(checkout.resolve("policies"));
    run("cp", "-r", layout.checkout().resolve("policies/policy").toString(), policies.toString());
    Path manifest = policies.resolve("policy/.manifest");
    Files.writeString(
        manifest, Files.readString(manifest).replace("[", "[\"postern/killswitch\","));
    Path archive = scratch.resolve("roots.tar.gz");
    new BundlePublisher(opa, new Layout(checkout, layout.home()), Clock.systemUTC())
        .build("ada", archive);
    return archive;
  }

  /** A new signing key for all that is published from now on; OPA knows only that one. */
  void changeKey() throws IOException {
    Files.delete(policy().resolve("signing.key"));
    Files.delete(policy().resolve("signing.pub"));
    BundlePublisher publisher = hospital.postern().opa().publisher();
    publisher.publish(publisher.killSwitch());
    publisher.publishPolicy();
    hospital.postern().opa().part().stop();
    hospital.postern().opa().part().start();
  }

  /** The revision that OPA says is active. */
  String inForce() {
    return status().path("active_revision").asText();
  }

  /** What OPA says against the bundle that it was served last; empty when nothing. */
  String complaint() {
    return status().path("message").asText();
  }

  private JsonNode status() {
    URI status = hospital.postern().opa().address().resolve("/v1/status");
    try (HttpClient operator =
        HttpClient.newBuilder().sslContext(hospital.postern().operatorSslContext()).build()) {
      String body =
          operator.send(HttpRequest.newBuilder(status).build(), BodyHandlers.ofString()).body();
      return JSON.readTree(body).at("/result/bundles/policy");
    } catch (IOException e) {
      return JSON.missingNode();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Path policy() {
    return layout.home().resolve("policy");
  }

  private Path served() {
    return policy().resolve("bundles/policy.tar.gz");
  }

  private static void run(String... command) {
    Command.Result result = Command.run(List.of(command));
    if (!result.ok()) {
      throw new IllegalStateException(result.output());
    }
  }
}
