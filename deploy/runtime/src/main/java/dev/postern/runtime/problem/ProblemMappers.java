package dev.postern.runtime.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.postern.runtime.ids.Ids;
import dev.postern.runtime.vault.VaultFailure;
import io.quarkus.oidc.OIDCException;
import io.quarkus.security.AuthenticationCompletionException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/**
 * Every way a request can end badly, as a problem of the closed set. A wrong path and a wrong
 * method are {@code not-found}; an exception nobody foresaw is {@code overloaded} (503, try again)
 * to the caller and an error with its id, class and frames in the log.
 */
public class ProblemMappers {

  private static final System.Logger LOGGER = System.getLogger(ProblemMappers.class.getName());
  private static final String RETRY_AFTER_SECONDS = "2";

  @ServerExceptionMapper
  public Response ours(ProblemException e) {
    return response(e.problem(occurrence()));
  }

  @ServerExceptionMapper({
    UnauthorizedException.class,
    AuthenticationFailedException.class,
    AuthenticationCompletionException.class
  })
  public Response unauthenticated(Exception e) {
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof OIDCException) {
        return issuer((OIDCException) cause);
      }
    }
    return response(ProblemCode.UNAUTHENTICATED, "A valid bearer token is needed.");
  }

  @ServerExceptionMapper
  public Response forbidden(ForbiddenException e) {
    return response(ProblemCode.FORBIDDEN, null);
  }

  @ServerExceptionMapper
  public Response issuer(OIDCException e) {
    return response(ProblemCode.SECRETS_UNAVAILABLE, "The token issuer gives no answer.");
  }

  @ServerExceptionMapper
  public Response vault(VaultFailure e) {
    LOGGER.log(System.Logger.Level.WARNING, "Vault failed a request: {0}", e.getMessage());
    return response(ProblemCode.SECRETS_UNAVAILABLE, null);
  }

  @ServerExceptionMapper
  public Response mismatched(MismatchedInputException e) {
    String field = field(e);
    return response(
        ProblemCode.INVALID_REQUEST,
        field.isEmpty()
            ? "The body is not of the expected form."
            : "The field " + field + " is missing or not of the expected type.");
  }

  @ServerExceptionMapper
  public Response unreadable(JsonProcessingException e) {
    return response(ProblemCode.INVALID_REQUEST, "The body is not well-formed JSON.");
  }

  @ServerExceptionMapper
  public Response standard(WebApplicationException e) {
    @Nullable Throwable cause = e.getCause();
    if (cause instanceof MismatchedInputException mismatched) {
      return mismatched(mismatched);
    }
    if (cause instanceof JsonProcessingException unreadable) {
      return unreadable(unreadable);
    }
    int status = e.getResponse().getStatus();
    return status < 400 ? e.getResponse() : response(closest(status), detail(status));
  }

  @ServerExceptionMapper
  public Response unforeseen(Throwable e) {
    String occurrence = occurrence();
    LOGGER.log(
        System.Logger.Level.ERROR,
        "request failed unforeseen, {0}: {1}",
        occurrence,
        WithoutContent.describe(e));
    return response(Problem.of(ProblemCode.OVERLOADED, occurrence, null, List.of()));
  }

  static ProblemCode closest(int status) {
    return switch (status) {
      case 401 -> ProblemCode.UNAUTHENTICATED;
      case 403 -> ProblemCode.FORBIDDEN;
      case 404, 405 -> ProblemCode.NOT_FOUND;
      case 409, 412 -> ProblemCode.CONFLICT;
      case 413 -> ProblemCode.TOO_LARGE;
      case 415 -> ProblemCode.UNSUPPORTED_DOCUMENT;
      case 422 -> ProblemCode.UNPROCESSABLE;
      case 429 -> ProblemCode.RATE_LIMITED;
      default -> status < 500 ? ProblemCode.INVALID_REQUEST : ProblemCode.OVERLOADED;
    };
  }

  private static @Nullable String detail(int status) {
    return switch (status) {
      case 405 -> "This method is not offered here.";
      case 406 -> "None of the accepted media types is offered here.";
      case 415 -> "This media type is not read here.";
      default -> null;
    };
  }

  /** The names of our own fields on the way to the wrong one; nothing that looks like content. */
  private static String field(JsonMappingException e) {
    String path =
        e.getPath().stream()
            .map(JsonMappingException.Reference::getFieldName)
            .filter(name -> name != null)
            .collect(Collectors.joining("."));
    return path.matches("[a-z_]+(\\.[a-z_]+)*") ? path : "";
  }

  private static Response response(ProblemCode code, @Nullable String detail) {
    return response(Problem.of(code, occurrence(), detail, List.of()));
  }

  /** The problem as a JAX-RS response, with the headers that its status asks for. */
  public static Response response(Problem problem) {
    Response.ResponseBuilder response =
        Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem);
    if (problem.status() == 401) {
      response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    }
    if (problem.status() == 503 || problem.status() == 429) {
      response.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
    return response.build();
  }

  private static String occurrence() {
    return Ids.next().toString();
  }
}
