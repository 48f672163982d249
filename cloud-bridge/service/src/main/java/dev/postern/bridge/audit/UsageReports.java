package dev.postern.bridge.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postern.bridge.disclosure.Code;
import dev.postern.bridge.disclosure.ProviderUsage;
import dev.postern.bridge.disclosure.Refusal;
import dev.postern.bridge.disclosure.Route;
import dev.postern.bridge.disclosure.UsageLedger;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/** {@code /v1/usage-reports} of the audit service. */
public final class UsageReports implements UsageLedger {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int NO_CONTENT = 204;
  private static final int CONFLICT = 409;

  private final AuditApi audit;

  UsageReports(AuditApi audit) {
    this.audit = audit;
  }

  @Override
  public Optional<Period> due(Route route) throws Refusal {
    String named = URLEncoder.encode(route.name(), StandardCharsets.UTF_8);
    HttpResponse<byte[]> answer = audit.get("/v1/usage-reports/due?route=" + named, null);
    if (answer.statusCode() == NO_CONTENT) {
      return Optional.empty();
    }
    JsonNode period = audit.json(answer);
    return Optional.of(
        new Period(
            time(period, "from"),
            time(period, "to"),
            time(period, "calls_from"),
            time(period, "calls_to")));
  }

  private static Instant time(JsonNode period, String name) {
    return Instant.parse(period.path(name).asText());
  }

  @Override
  public void compare(Route route, Period period, ProviderUsage.Report report) throws Refusal {
    ObjectNode body =
        JSON.createObjectNode()
            .put("route", route.name())
            .put("from", period.from().toString())
            .put("to", period.to().toString());
    switch (report) {
      case ProviderUsage.Report.Given given -> calls(body.putArray("calls"), given);
      case ProviderUsage.Report.NotGiven notGiven -> body.putNull("calls");
    }
    HttpResponse<byte[]> answer = audit.post("/v1/usage-reports", body, null);
    // Another bridge was faster.
    if (answer.statusCode() != CONFLICT && audit.json(answer).path("index").isMissingNode()) {
      throw new Refusal(Code.AUDIT_UNAVAILABLE);
    }
  }

  private static void calls(ArrayNode calls, ProviderUsage.Report.Given given) {
    for (ProviderUsage.Call call : given.calls()) {
      calls
          .addObject()
          .put("at", call.at().toString())
          .put("client_request_id", call.clientRequestId())
          .put("provider_request_id", call.providerRequestId());
    }
  }
}
