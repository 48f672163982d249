package dev.postern.runtime.telemetry;

import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.exporter.internal.http.HttpExporter;
import io.opentelemetry.sdk.common.InternalTelemetryVersion;
import io.opentelemetry.sdk.internal.ComponentId;
import io.opentelemetry.sdk.internal.StandardComponentId;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.quarkus.opentelemetry.runtime.exporter.otlp.sender.VertxHttpSender;
import io.quarkus.opentelemetry.runtime.exporter.otlp.tracing.VertxHttpSpanExporter;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Exports spans by OTLP over HTTP to {@code postern.otlp.endpoint}, through the allow-list; without
 * that setting nothing is exported. It stands in for Quarkus' own exporter, which offers no place
 * for a filter.
 */
@ApplicationScoped
public class OtlpExport {

  @Produces
  @Singleton
  SpanProcessor spans(
      @ConfigProperty(name = "postern.otlp.endpoint") Optional<URI> endpoint, Vertx vertx) {
    return endpoint
        .<SpanProcessor>map(
            collector ->
                BatchSpanProcessor.builder(new AllowListExporter(otlp(collector, vertx)))
                    .setScheduleDelay(Duration.ofSeconds(1))
                    .build())
        .orElseGet(SpanProcessor::composite);
  }

  private static SpanExporter otlp(URI collector, Vertx vertx) {
    return new VertxHttpSpanExporter(
        new HttpExporter<>(
            ComponentId.generateLazy(StandardComponentId.ExporterType.OTLP_HTTP_SPAN_EXPORTER),
            new VertxHttpSender(
                collector,
                VertxHttpSender.TRACES_PATH,
                false,
                Duration.ofSeconds(5),
                Map.of(),
                "application/x-protobuf",
                options -> {},
                vertx),
            MeterProvider::noop,
            InternalTelemetryVersion.LATEST,
            collector.toASCIIString()));
  }
}
