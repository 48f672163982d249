package dev.postern.runtime.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AllowListExporterTest {

  private final Kept kept = new Kept();
  private final SdkTracerProvider provider =
      SdkTracerProvider.builder()
          .setResource(
              Resource.create(
                  Attributes.of(
                      AttributeKey.stringKey("service.name"), "bridge",
                      AttributeKey.stringKey("host.name"), "canary-host")))
          .addSpanProcessor(SimpleSpanProcessor.create(new AllowListExporter(kept)))
          .build();
  private final Tracer tracer = provider.get("test");

  @AfterEach
  void close() {
    provider.close();
  }

  @Test
  void onlyAllowedAttributesLeaveAndNoWordOfAnException() {
    Span span =
        tracer
            .spanBuilder("POST /v1/questions?text=canary-query")
            .setSpanKind(SpanKind.SERVER)
            .startSpan();
    span.setAttribute("http.request.method", "POST");
    span.setAttribute("http.route", "/v1/questions");
    span.setAttribute("http.response.status_code", 200);
    span.setAttribute("url.full", "https://canary-url");
    span.setAttribute("gen_ai.input.messages", "canary-prompt");
    span.recordException(new IllegalStateException("canary-exception"));
    span.addEvent("note", Attributes.of(AttributeKey.stringKey("text"), "canary-event"));
    span.setStatus(StatusCode.ERROR, "canary-status");
    span.end();
    SpanData exported = kept.spans.getFirst();
    assertFalse(everything(exported).contains("canary"), everything(exported));
    assertEquals("POST /v1/questions", exported.getName());
    assertEquals(3, exported.getAttributes().size());
    assertEquals(StatusCode.ERROR, exported.getStatus().getStatusCode());
    assertTrue(everything(exported).contains("IllegalStateException"));
    assertTrue(everything(exported).contains("bridge"));
  }

  @Test
  void theNameOfASpanWithoutARouteIsItsMethodAlone() {
    Span span = tracer.spanBuilder("GET /canary").setSpanKind(SpanKind.SERVER).startSpan();
    span.setAttribute("http.request.method", "GET");
    span.end();
    assertEquals("GET", kept.spans.getFirst().getName());
  }

  @Test
  void theTraceTravelsInItsHeaderAndNothingIsAddedWithoutOne() {
    Map<String, String> headers = new HashMap<>();
    TracingHeaders.inject(headers::put);
    assertTrue(headers.isEmpty());
    Span span = tracer.spanBuilder("ask").startSpan();
    try (Scope scope = span.makeCurrent()) {
      TracingHeaders.inject(headers::put);
    } finally {
      span.end();
    }
    assertTrue(
        String.valueOf(headers.get("traceparent")).contains(span.getSpanContext().getTraceId()));
  }

  private static String everything(SpanData span) {
    return span.getName()
        + span.getAttributes()
        + span.getEvents()
        + span.getStatus()
        + span.getResource()
        + span.getLinks();
  }

  private static final class Kept implements SpanExporter {

    private final List<SpanData> spans = new ArrayList<>();

    @Override
    public CompletableResultCode export(Collection<SpanData> batch) {
      spans.addAll(batch);
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }
}
