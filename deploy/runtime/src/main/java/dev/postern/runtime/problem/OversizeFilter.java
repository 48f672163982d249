package dev.postern.runtime.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.runtime.ids.Ids;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Answers a body that announces itself as too large with a problem, before any of it is read. */
@ApplicationScoped
public class OversizeFilter {

  private static final int BEFORE_THE_PLATFORM_LIMIT = 100;

  private final ObjectMapper json;
  private final long limit;

  @Inject
  public OversizeFilter(
      ObjectMapper json,
      @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize limit) {
    this.json = json;
    this.limit = limit.asLongValue();
  }

  void register(@Observes Filters filters) {
    filters.register(this::check, BEFORE_THE_PLATFORM_LIMIT);
  }

  private void check(RoutingContext context) {
    @Nullable String length = context.request().getHeader("Content-Length");
    if (length == null || withinLimit(length)) {
      context.next();
      return;
    }
    Problem problem =
        Problem.of(
            ProblemCode.TOO_LARGE,
            Ids.next().toString(),
            "The body is larger than " + limit + " bytes.",
            List.of());
    HttpServerResponse response =
        context
            .response()
            .setStatusCode(problem.status())
            .putHeader("Content-Type", Problem.MEDIA_TYPE);
    if (context.request().version() != HttpVersion.HTTP_2) {
      response.putHeader("Connection", "close");
    }
    context.request().resume();
    var unused = response.end(text(problem));
  }

  private String text(Problem problem) {
    try {
      return json.writeValueAsString(problem);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a problem is always writable", e);
    }
  }

  private boolean withinLimit(String length) {
    try {
      return Long.parseLong(length) <= limit;
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
