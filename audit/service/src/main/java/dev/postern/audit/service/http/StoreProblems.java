package dev.postern.audit.service.http;

import dev.postern.audit.service.review.PatientHandles.HandlesUnavailable;
import dev.postern.audit.service.sequencer.Inconsistent;
import dev.postern.audit.service.sequencer.StoreFailure;
import dev.postern.audit.service.sequencer.SubjectKeys.StaleWrapping;
import dev.postern.runtime.ids.Ids;
import dev.postern.runtime.problem.Problem;
import dev.postern.runtime.problem.ProblemCode;
import dev.postern.runtime.problem.ProblemMappers;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * What a caller hears when the database or Vault does not answer, or what is stored contradicts
 * itself.
 */
public class StoreProblems {
  /** The database does not answer. */
  @ServerExceptionMapper
  public Response unavailable(StoreFailure e) {
    return problem(ProblemCode.AUDIT_UNAVAILABLE);
  }

  /** What is stored contradicts itself. */
  @ServerExceptionMapper
  public Response inconsistent(Inconsistent e) {
    return problem(ProblemCode.LOG_ROLLED_BACK);
  }

  /** Vault does not answer. */
  @ServerExceptionMapper
  public Response withoutHandles(HandlesUnavailable e) {
    return problem(ProblemCode.SECRETS_UNAVAILABLE);
  }

  /** The writer's key came too late; with a new one it may try again. */
  @ServerExceptionMapper
  public Response staleWrapping(StaleWrapping e) {
    return problem(ProblemCode.OVERLOADED);
  }

  private static Response problem(ProblemCode code) {
    return ProblemMappers.response(Problem.of(code, Ids.next().toString(), null, List.of()));
  }
}
