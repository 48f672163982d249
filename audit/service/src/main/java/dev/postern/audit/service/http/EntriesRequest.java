package dev.postern.audit.service.http;

import dev.postern.audit.entry.Payload;
import dev.postern.audit.entry.Salt;
import dev.postern.audit.entry.Subjects;
import dev.postern.audit.entry.Submitted;
import dev.postern.audit.entry.SubmittedEntries;
import dev.postern.audit.entry.Writer;
import dev.postern.audit.json.Fields;
import dev.postern.audit.json.Json;
import dev.postern.audit.service.sequencer.Acceptance;
import dev.postern.audit.service.sequencer.Accepted;
import dev.postern.runtime.problem.ProblemCode;
import dev.postern.runtime.problem.ProblemException;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of {@code POST /v1/entries} in either form: every entry is checked before any may
 * wait.
 */
final class EntriesRequest {
  private final Acceptance acceptance;
  private final Writer writer;

  EntriesRequest(Acceptance acceptance, Writer writer) {
    this.acceptance = acceptance;
    this.writer = writer;
  }

  List<Accepted> read(String type, byte[] body, int most) {
    boolean compact = type.equals(SubmittedEntries.MEDIA_TYPE);
    var submitted = compact ? compact(body) : json(body);
    if (submitted.isEmpty()) {
      throw Answers.invalid("The body holds no entries.");
    }
    if (submitted.size() > most) {
      throw new ProblemException(
          ProblemCode.TOO_LARGE, "At most " + most + " entries are taken at once.");
    }
    return submitted.stream().map(this::accepted).toList();
  }

  private static List<Submitted> compact(byte[] body) {
    try {
      return SubmittedEntries.read(body);
    } catch (IllegalArgumentException e) {
      throw Answers.invalid("The body is not " + SubmittedEntries.MEDIA_TYPE + ".");
    }
  }

  private static List<Submitted> json(byte[] body) {
    if (!(Answers.body(body) instanceof Json.Array array)) {
      throw Answers.invalid("The body is not an array of entries.");
    }
    return array.values().stream().map(EntriesRequest::submitted).toList();
  }

  private static Submitted submitted(Json item) {
    try {
      var fields = Fields.of(item);
      var submitted = new Submitted(decode(fields.text("leaf")), payload(fields), subjects(fields));
      fields.done();
      return submitted;
    } catch (IllegalArgumentException e) {
      throw Answers.invalid("An entry has leaf, payload, subjects and subjects_salt.");
    }
  }

  private Accepted accepted(Submitted submitted) {
    return switch (acceptance.check(
        writer, submitted.leaf(), submitted.payload(), submitted.subjects())) {
      case Acceptance.Verdict.Fit fit -> fit.accepted();
      case Acceptance.Verdict.Forbidden f ->
          throw new ProblemException(
              ProblemCode.FORBIDDEN, "This certificate may not write entries of this type.");
      case Acceptance.Verdict.Unfit unfit -> throw Answers.unfit(unfit.fault(), unfit.sentence());
    };
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
