package dev.postern.runtime.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Passes spans on with nothing but allowed attributes: no exception messages, no addresses, no
 * query strings, no host names. What is not known to be harmless is dropped, so that a new library
 * that records more stays silent.
 */
final class AllowListExporter implements SpanExporter {

  private final SpanExporter next;

  AllowListExporter(SpanExporter next) {
    this.next = next;
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    return next.export(spans.stream().<SpanData>map(Stripped::new).toList());
  }

  @Override
  public CompletableResultCode flush() {
    return next.flush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return next.shutdown();
  }

  private static final class Stripped extends DelegatingSpanData {

    private static final AttributeKey<String> METHOD =
        AttributeKey.stringKey("http.request.method");
    private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");

    private final SpanData span;
    private final Attributes attributes;

    Stripped(SpanData span) {
      super(span);
      this.span = span;
      this.attributes = AllowedAttributes.ofSpan(span.getAttributes());
    }

    /** Of HTTP spans only method and route template: a raw path may hold anything. */
    @Override
    public String getName() {
      @Nullable String method = attributes.get(METHOD);
      if (method == null) {
        return span.getKind() == SpanKind.SERVER ? "request" : span.getName();
      }
      @Nullable String route = attributes.get(ROUTE);
      return route == null ? method : method + " " + route;
    }

    @Override
    public Attributes getAttributes() {
      return attributes;
    }

    @Override
    public int getTotalAttributeCount() {
      return attributes.size();
    }

    @Override
    public List<EventData> getEvents() {
      return span.getEvents().stream()
          .map(
              event ->
                  EventData.create(
                      event.getEpochNanos(),
                      event.getName(),
                      AllowedAttributes.ofSpan(event.getAttributes())))
          .toList();
    }

    @Override
    public int getTotalRecordedEvents() {
      return span.getEvents().size();
    }

    @Override
    public List<LinkData> getLinks() {
      return span.getLinks().stream().map(link -> LinkData.create(link.getSpanContext())).toList();
    }

    @Override
    public StatusData getStatus() {
      return StatusData.create(span.getStatus().getStatusCode(), "");
    }

    @Override
    public Resource getResource() {
      return Resource.create(AllowedAttributes.ofResource(span.getResource().getAttributes()));
    }
  }
}
