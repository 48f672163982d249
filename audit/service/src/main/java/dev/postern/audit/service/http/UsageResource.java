package dev.postern.audit.service.http;

import dev.postern.audit.json.Fields;
import dev.postern.audit.json.Json;
import dev.postern.audit.json.MalformedJson;
import dev.postern.audit.service.usage.UsagePeriod;
import dev.postern.audit.service.usage.UsageReconciliation;
import dev.postern.audit.service.usage.UsageReport;
import dev.postern.runtime.problem.ProblemCode;
import dev.postern.runtime.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Providers' usage reports. The bridge brings them, which has the way there; so may an auditor, who
 * need not believe the bridge.
 */
@Path("/v1/usage-reports")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class UsageResource {
  private final Callers callers;
  private final UsageReconciliation usage;

  /** Over one log. */
  @Inject
  public UsageResource(Callers callers, UsageReconciliation usage) {
    this.callers = callers;
    this.usage = usage;
  }

  /** {@code {from, to, calls_from, calls_to}} of the period that is due; 204 while none is. */
  @GET
  @Path("due")
  public Response due(@Context HttpServerRequest request, @QueryParam("route") String route) {
    callers.bringsUsage(request);
    return usage
        .due(code("route", route))
        .map(period -> Response.ok(json(period).canonicalBytes()))
        .orElseGet(Response::noContent)
        .build();
  }

  /**
   * {@code {route, from, to, calls: [{at, client_request_id, provider_request_id}] | null}} to what
   * was recorded; null where the provider gives no report.
   */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public byte[] compare(@Context HttpServerRequest request, byte[] body) {
    callers.bringsUsage(request);
    return switch (usage.reconcile(read(body))) {
      case UsageReconciliation.Reconciled.Recorded recorded -> json(recorded).canonicalBytes();
      case UsageReconciliation.Reconciled.NotDue notDue ->
          throw new ProblemException(ProblemCode.CONFLICT, "Another period is due.");
      case UsageReconciliation.Reconciled.Unavailable unavailable ->
          throw Answers.refused(unavailable.reason());
    };
  }

  private UsageReport read(byte[] body) {
    try {
      var fields = Fields.of(Answers.body(body));
      var report =
          new UsageReport(
              code("route", fields.text("route")),
              Instant.parse(fields.text("from")),
              Instant.parse(fields.text("to")),
              fields.required("calls") instanceof Json.Null
                  ? Optional.empty()
                  : Optional.of(calls(fields.array("calls"))));
      fields.done();
      return report;
    } catch (MalformedJson | DateTimeException e) {
      throw Answers.invalid("A usage report has route, from, to and calls.");
    }
  }

  private List<UsageReport.Call> calls(List<Json> calls) {
    if (calls.size() > usage.mostCalls()) {
      throw new ProblemException(
          ProblemCode.TOO_LARGE, "A report has at most " + usage.mostCalls() + " calls.");
    }
    return calls.stream().map(UsageResource::call).toList();
  }

  private static UsageReport.Call call(Json json) {
    var fields = Fields.of(json);
    var call =
        new UsageReport.Call(
            Instant.parse(fields.text("at")),
            codeOrNull("client_request_id", fields.textOrNull("client_request_id")),
            codeOrNull("provider_request_id", fields.textOrNull("provider_request_id")));
    fields.done();
    return call;
  }

  private static @Nullable String codeOrNull(String name, @Nullable String value) {
    return value == null ? null : code(name, value);
  }

  private static String code(String name, @Nullable String value) {
    if (value == null || !value.matches("[!-~]{1,255}")) {
      throw Answers.invalid("The " + name + " has 1 to 255 visible ASCII characters.");
    }
    return value;
  }

  private static Json.Obj json(UsagePeriod period) {
    return new Json.Obj(
        Map.of(
            "from", Json.text(period.from().toString()),
            "to", Json.text(period.to().toString()),
            "calls_from", Json.text(period.callsFrom().toString()),
            "calls_to", Json.text(period.callsTo().toString())));
  }

  private static Json.Obj json(UsageReconciliation.Reconciled.Recorded recorded) {
    var usage = recorded.usage();
    return new Json.Obj(
        Map.of(
            "index", new Json.Int(recorded.index()),
            "result", Json.text(usage.result().name().toLowerCase(Locale.ROOT)),
            "calls", new Json.Int(usage.calls()),
            "matched", new Json.Int(usage.matched()),
            "calls_without_intent", new Json.Int(usage.callsWithoutIntent()),
            "intents_without_call", new Json.Int(usage.intentsWithoutCall())));
  }
}
