package dev.postern.audit.service.http;

import dev.postern.audit.service.sequencer.Inconsistent;
import dev.postern.audit.service.sequencer.StoreFailure;
import dev.postern.runtime.ids.Ids;
import dev.postern.runtime.problem.Problem;
import dev.postern.runtime.problem.ProblemCode;
import dev.postern.runtime.problem.ProblemMappers;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** What a caller hears when the database does not answer or contradicts itself. */
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

  private static Response problem(ProblemCode code) {
    return ProblemMappers.response(Problem.of(code, Ids.next().toString(), null, List.of()));
  }
}
