package dev.postern.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A period in days or moments, UTC. */
final class ReviewPeriod {

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "Its first day (2026-11-01) or moment (RFC 3339); UTC.")
  private @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      description = "Its last day, or the first moment after it; UTC.")
  private @Nullable String to;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  /**
   * A period as given.
   *
   * @param from its first moment, null for the earliest
   * @param to the first moment after it, null for now
   */
  record Moments(@Nullable Instant from, @Nullable Instant to) {

    @Override
    public String toString() {
      return "from " + (from == null ? "the beginning" : from) + " to " + (to == null ? "now" : to);
    }
  }

  /**
   * What the options say.
   *
   * @throws ParameterException if they are no times, or end before they begin
   */
  Moments moments() {
    Moments given =
        new Moments(
            from == null ? null : moment("--from", from, 0),
            to == null ? null : moment("--to", to, 1));
    if (given.from() != null && given.to() != null && !given.from().isBefore(given.to())) {
      throw new ParameterException(spec.commandLine(), "--from has to be before --to.");
    }
    return given;
  }

  private Instant moment(String option, String text, int days) {
    try {
      return text.length() == "2026-11-01".length()
          ? LocalDate.parse(text).plusDays(days).atStartOfDay(ZoneOffset.UTC).toInstant()
          : Instant.parse(text);
    } catch (DateTimeException unreadable) {
      throw new ParameterException(
          spec.commandLine(), option + " is a day like 2026-11-01 or a time like RFC 3339 has it.");
    }
  }
}
