package dev.postern.runtime.telemetry;

import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import java.net.http.HttpRequest;
import java.util.function.BiConsumer;

/**
 * Carries the present trace to another of our services in the W3C {@code traceparent} header. Never
 * used towards a provider.
 */
public final class TracingHeaders {

  private TracingHeaders() {}

  /** Adds the header to a request of the JDK's client; none when nothing is traced. */
  public static HttpRequest.Builder inject(HttpRequest.Builder request) {
    inject(request::header);
    return request;
  }

  /** Hands the header's name and value to {@code headers}; not called when nothing is traced. */
  public static void inject(BiConsumer<String, String> headers) {
    W3CTraceContextPropagator.getInstance()
        .inject(
            Context.current(),
            headers,
            (carrier, name, value) -> {
              if (carrier != null) {
                carrier.accept(name, value);
              }
            });
  }
}
