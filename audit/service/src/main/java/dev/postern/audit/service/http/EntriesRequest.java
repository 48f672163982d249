package dev.postern.audit.service.http;

import dev.postern.audit.entry.Payload;
import dev.postern.audit.entry.Salt;
import dev.postern.audit.entry.Subjects;
import dev.postern.audit.entry.Writer;
import dev.postern.audit.json.Fields;
import dev.postern.audit.json.Json;
import dev.postern.audit.service.sequencer.Acceptance;
import dev.postern.audit.service.sequencer.Accepted;
import dev.postern.runtime.problem.ProblemCode;
import dev.postern.runtime.problem.ProblemException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the body of {@code POST /v1/entries}: every entry is checked before any may wait. */
final class EntriesRequest {
  private final Acceptance acceptance;
  private final Writer writer;

  EntriesRequest(Acceptance acceptance, Writer writer) {
    this.acceptance = acceptance;
    this.writer = writer;
  }

  List<Accepted> read(byte[] body, int most) {
    if (!(Answers.body(body) instanceof Json.Array array) || array.values().isEmpty()) {
      throw Answers.invalid("The body is not an array of entries.");
    }
    if (array.values().size() > most) {
      throw new ProblemException(
          ProblemCode.TOO_LARGE, "At most " + most + " entries are taken at once.");
    }
    var accepted = new ArrayList<Accepted>();
    for (var item : array.values()) {
      accepted.add(entry(item));
    }
    return accepted;
  }

  private Accepted entry(Json item) {
    try {
      var fields = Fields.of(item);
      var leaf = decode(fields.text("leaf"));
      var payload = payload(fields);
      var subjects = subjects(fields);
      fields.done();
      return switch (acceptance.check(writer, leaf, payload, subjects)) {
        case Acceptance.Verdict.Fit fit -> fit.accepted();
        case Acceptance.Verdict.Forbidden f ->
            throw new ProblemException(
                ProblemCode.FORBIDDEN, "This certificate may not write entries of this type.");
        case Acceptance.Verdict.Unfit unfit -> throw Answers.unfit(unfit.fault(), unfit.sentence());
      };
    } catch (IllegalArgumentException e) {
      throw Answers.invalid("An entry has leaf, payload, subjects and subjects_salt.");
    }
  }

  private static @Nullable Payload payload(Fields fields) {
    return switch (fields.optional("payload")) {
      case null -> null;
      case Json.Null n -> null;
      case Json.Text text -> Payload.of(decode(text.value()));
      case Json other -> throw new IllegalArgumentException("payload is base64 or null");
    };
  }

  private static @Nullable Subjects subjects(Fields fields) {
    var salt = fields.optional("subjects_salt");
    var handles = fields.texts("subjects");
    if (salt == null && handles.isEmpty()) {
      return null;
    }
    if (salt instanceof Json.Text text) {
      return new Subjects(handles, Salt.of(decode(text.value())));
    }
    throw new IllegalArgumentException("subjects come with their salt");
  }

  private static byte[] decode(String base64) {
    return Base64.getDecoder().decode(base64);
  }
}
