package dev.postern.simulator;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** The simulator as a process, or inside a test. */
public final class Simulator implements AutoCloseable {

  private final Vertx vertx;
  private final IntentLookup lookup;
  private final HttpServer provider;
  private final HttpServer side;

  private Simulator(Vertx vertx, IntentLookup lookup, HttpServer provider, HttpServer side) {
    this.vertx = vertx;
    this.lookup = lookup;
    this.provider = provider;
    this.side = side;
  }

  /** Takes one argument, the properties file. */
  public static void main(String[] args) throws IOException {
    if (args.length != 1) {
      System.err.println("usage: simulator SETTINGS.properties");
      System.exit(2);
    }
    Simulator simulator = start(SimulatorSettings.read(Path.of(args[0])), Clock.systemUTC());
    System.out.println(
        "simulator: https on " + simulator.port() + ", control on " + simulator.controlPort());
  }

  /** Listens on both ports when it returns. */
  public static Simulator start(SimulatorSettings settings, Clock clock) throws IOException {
    ArrivalRecord record = new ArrivalRecord(settings.recordFolder());
    IntentLookup lookup = new IntentLookup(settings.lookup());
    for (Arrival earlier : record.all()) {
      if (earlier.intent() != null) {
        lookup.remember(earlier.intent());
      }
    }
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(16));
    AtomicInteger connections = new AtomicInteger();
    Control control = new Control(record, connections);
    UsageQuery usage = new UsageQuery(settings, record);
    EntraTokens tokens = new EntraTokens(settings.entra(), clock);
    List<Service> services = services(settings, tokens, clock);
    HttpServer provider =
        listen(
            vertx
                .createHttpServer(tls(settings))
                .connectionHandler(connection -> connections.incrementAndGet())
                .requestHandler(
                    request -> {
                      if (usage.wants(request)) {
                        usage.handle(request);
                        return;
                      }
                      if (tokens.takes(request.path())) {
                        tokens.handle(request);
                        return;
                      }
                      Service service = serving(services, request.path());
                      Faults faults = control.take(service.provider());
                      new Exchange(vertx, service, lookup, record, faults, request, clock.instant())
                          .begin();
                    }));
    HttpServer side =
        listen(
            vertx
                .createHttpServer(
                    new HttpServerOptions().setHost("127.0.0.1").setPort(settings.controlPort()))
                .requestHandler(control::handle));
    return new Simulator(vertx, lookup, provider, side);
  }

  private static List<Service> services(
      SimulatorSettings settings, EntraTokens tokens, Clock clock) {
    List<Service> services = new ArrayList<>();
    settings.bedrock().ifPresent(bedrock -> services.add(new Bedrock(bedrock, clock)));
    settings.local().ifPresent(local -> services.add(new LocalModel(local)));
    services.add(new AzureOpenAi(settings, tokens));
    return List.copyOf(services);
  }

  // What belongs to nobody is Azure's to refuse.
  private static Service serving(List<Service> services, String path) {
    return services.stream()
        .filter(service -> service.takes(path))
        .findFirst()
        .orElse(services.getLast());
  }

  public int port() {
    return provider.actualPort();
  }

  public int controlPort() {
    return side.actualPort();
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
    lookup.close();
  }

  private static HttpServerOptions tls(SimulatorSettings settings) {
    return new HttpServerOptions()
        .setHost(settings.host())
        .setPort(settings.port())
        .setSsl(true)
        .setUseAlpn(true)
        .setEnabledSecureTransportProtocols(Set.of("TLSv1.3", "TLSv1.2"))
        .setKeyCertOptions(
            new PemKeyCertOptions()
                .setCertPath(settings.tlsCertificate().toString())
                .setKeyPath(settings.tlsKey().toString()));
  }

  private static HttpServer listen(HttpServer server) throws IOException {
    try {
      return server.listen().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("the simulator cannot listen", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
