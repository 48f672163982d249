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
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
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

  /** {@code {authority, identifier, from?, to?}} to everything, as JSON. */
  @POST
  @Produces(MediaType.APPLICATION_JSON)
  public byte[] json(byte[] body) {
    return AccountingText.json(accounting(body)).canonicalBytes();
  }

  /** The same request to one line for each disclosure. */
  @POST
  @Produces("text/csv; charset=utf-8")
  public byte[] csv(byte[] body) {
    return AccountingText.csv(accounting(body)).getBytes(StandardCharsets.UTF_8);
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
