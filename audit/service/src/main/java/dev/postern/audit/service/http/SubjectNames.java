package dev.postern.audit.service.http;

import dev.postern.audit.json.Fields;
import dev.postern.audit.service.review.PatientHandles;
import dev.postern.audit.service.review.PatientName;
import dev.postern.audit.service.shredding.Shredding;
import dev.postern.audit.service.shredding.Subject;
import dev.postern.runtime.problem.ProblemCode;
import dev.postern.runtime.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** Reads whose content a request is about, and answers what came of it. */
@ApplicationScoped
public class SubjectNames {
  private final PatientHandles handles;

  /** With handles from Vault. */
  @Inject
  public SubjectNames(PatientHandles handles) {
    this.handles = handles;
  }

  /**
   * Whose content, and why.
   *
   * @param code a matter or reason; a code, for it stands in the log
   */
  record Named(Subject subject, String code) {}

  Named read(String tenant, byte[] body) {
    try {
      var fields = Fields.of(Answers.body(body));
      var code = fields.text("code");
      if (!code.matches("[!-~]{1,100}")) {
        throw new IllegalArgumentException("a code has no spaces");
      }
      var day = fields.optional("day") == null ? null : fields.text("day");
      var subject = day == null ? patient(tenant, fields) : new Subject(tenant, "day:" + day);
      fields.done();
      return new Named(subject, code);
    } catch (IllegalArgumentException e) {
      throw Answers.invalid(
          "The body has a code (visible ASCII) and either authority and identifier, or day.");
    }
  }

  private Subject patient(String tenant, Fields fields) {
    var name = new PatientName(fields.text("authority"), fields.text("identifier"));
    return new Subject(tenant, handles.of(List.of(tenant), name).getFirst());
  }

  static void require(Shredding.Result result) {
    switch (result) {
      case DONE -> {}
      case UNKNOWN -> throw Answers.notFound();
      case HELD -> throw new ProblemException(ProblemCode.CONFLICT, "A legal hold is in force.");
      case NOT_NOW ->
          throw new ProblemException(
              ProblemCode.CONFLICT,
              "A hold is in force, or a destruction of the same content is under way.");
      case SAME_PERSON ->
          throw new ProblemException(
              ProblemCode.FORBIDDEN, "Another person than the one who asked has to agree.");
      case UNRECORDED -> throw Answers.notRecorded();
    }
  }
}
