package dev.postern.audit.service.http;

import dev.postern.audit.json.Fields;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A period of commits, as a request's body names it.
 *
 * @param from null for the log's beginning
 * @param to null for now
 */
record Period(@Nullable Instant from, @Nullable Instant to) {

  static Period of(byte[] body) {
    try {
      var fields = Fields.of(Answers.body(body));
      var period = new Period(time(fields, "from"), time(fields, "to"));
      fields.done();
      if (period.from() != null && period.to() != null && !period.from().isBefore(period.to())) {
        throw Answers.invalid("The period ends before it begins.");
      }
      return period;
    } catch (IllegalArgumentException | DateTimeException e) {
      throw Answers.invalid("The body may have from and to (RFC 3339).");
    }
  }

  private static @Nullable Instant time(Fields fields, String name) {
    var value = fields.optional(name);
    return value == null ? null : Instant.parse(fields.text(name));
  }
}
