package dev.postern.audit.service.http;

import dev.postern.audit.accounting.Accounting;
import dev.postern.audit.accounting.AccountingText;
import dev.postern.audit.accounting.Period;
import dev.postern.audit.json.Fields;
import dev.postern.audit.json.Json;
import dev.postern.audit.service.review.DisclosureAccounts;
import dev.postern.audit.service.review.PatientName;
import dev.postern.runtime.problem.ProblemCode;
import dev.postern.runtime.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The accounting of disclosures about one patient (45 CFR 164.528), for auditors and reviewers. */
@Path("/v1/disclosures/search")
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class DisclosuresResource {
  private static final String CSV = "text/csv";

  private final Callers callers;
  private final DisclosureAccounts accounts;
  private final Clock clock;

  /** Over the index of patients. */
  @Inject
  public DisclosuresResource(Callers callers, DisclosureAccounts accounts, Clock clock) {
    this.callers = callers;
    this.accounts = accounts;
    this.clock = clock;
  }

  /**
   * {@code {authority, identifier, from?, to?}} to everything as JSON, or for {@code Accept:
   * text/csv} to one line for each disclosure.
   */
  @POST
  @Produces({MediaType.APPLICATION_JSON, CSV})
  public Response search(@HeaderParam("Accept") @Nullable String accept, byte[] body) {
    var accounting = accounting(body);
    if (accept != null && accept.startsWith(CSV)) {
      var csv = AccountingText.csv(accounting).getBytes(StandardCharsets.UTF_8);
      return Response.ok(csv).type(CSV + "; charset=utf-8").build();
    }
    return Response.ok(AccountingText.json(accounting).canonicalBytes())
        .type(MediaType.APPLICATION_JSON)
        .build();
  }

  private Accounting accounting(byte[] body) {
    var reviewer = callers.reviewer();
    var asked = read(body);
    return switch (accounts.of(reviewer, asked.patient(), asked.period())) {
      case DisclosureAccounts.Result.Accounted done -> done.accounting();
      case DisclosureAccounts.Result.Unrecorded u -> throw Answers.notRecorded();
      case DisclosureAccounts.Result.TooMany many ->
          throw new ProblemException(
              ProblemCode.TOO_LARGE,
              "More than " + many.most() + " intents: ask for a shorter period with from and to.");
    };
  }

  private record Asked(PatientName patient, Period period) {}

  private Asked read(byte[] body) {
    try {
      var fields = Fields.of(Answers.body(body));
      var patient = new PatientName(fields.text("authority"), fields.text("identifier"));
      var from = time(fields.optional("from"));
      var to = time(fields.optional("to"));
      fields.done();
      return new Asked(patient, Period.asked(clock.instant(), from, to));
    } catch (IllegalArgumentException | DateTimeException e) {
      throw Answers.invalid(
          "The body has authority and identifier, and may have from and to (RFC 3339, in order).");
    }
  }

  private static @Nullable Instant time(@Nullable Json json) {
    return switch (json) {
      case null -> null;
      case Json.Text text -> Instant.parse(text.value());
      case Json other -> throw new IllegalArgumentException("a time is text");
    };
  }
}
