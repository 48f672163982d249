package dev.postern.bridge.http;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.runtime.problem.Problem;
import dev.postern.runtime.problem.ProblemCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem.HttpMethod;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/**
 * Completes the OpenAPI description: how each operation can fail, and examples from {@code
 * openapi-examples.json}.
 */
public final class ApiDescription implements OASFilter {
  private static final String JSON = "application/json";

  /** What any operation can end with. */
  private static final Set<ProblemCode> ANY =
      EnumSet.of(
          ProblemCode.INVALID_REQUEST,
          ProblemCode.UNAUTHENTICATED,
          ProblemCode.FORBIDDEN,
          ProblemCode.NOT_FOUND,
          ProblemCode.TOO_LARGE,
          ProblemCode.AUDIT_UNAVAILABLE,
          ProblemCode.LOG_ROLLED_BACK,
          ProblemCode.SECRETS_UNAVAILABLE,
          ProblemCode.OVERLOADED);

  /** Operations that go the whole way of a question. */
  private static final Set<String> FLOWS = Set.of("/v1/questions", "/v1/chat/completions");

  /** Request and reply of an operation, by method and path. */
  record Examples(@Nullable Object request, @Nullable Object reply) {}

  @Override
  public void filterOpenAPI(OpenAPI api) {
    Map<String, Examples> examples = examples();
    api.getPaths()
        .getPathItems()
        .forEach(
            (path, item) ->
                item.getOperations()
                    .forEach((method, operation) -> complete(path, method, operation, examples)));
  }

  private static void complete(
      String path, HttpMethod method, Operation operation, Map<String, Examples> examples) {
    if (operation.getResponses() == null) {
      operation.setResponses(OASFactory.createAPIResponses());
    }
    failures(path)
        .forEach(
            (status, codes) ->
                operation.getResponses().addAPIResponse(status, failure(path, codes)));
    Examples given = examples.get(method + " " + path);
    if (given != null && given.request() != null && operation.getRequestBody() != null) {
      operation.getRequestBody().setContent(json(given.request()));
    }
    if (given != null && given.reply() != null) {
      APIResponse ok =
          OASFactory.createAPIResponse().description("OK").content(json(given.reply()));
      operation.getResponses().addAPIResponse("200", ok);
    }
  }

  private static Map<String, List<ProblemCode>> failures(String path) {
    Set<ProblemCode> codes =
        FLOWS.contains(path) ? EnumSet.allOf(ProblemCode.class) : EnumSet.copyOf(ANY);
    codes.remove(ProblemCode.UNSUPPORTED_DOCUMENT);
    return Arrays.stream(ProblemCode.values())
        .filter(codes::contains)
        .collect(
            Collectors.groupingBy(
                code -> Integer.toString(code.status()), TreeMap::new, Collectors.toList()));
  }

  private static APIResponse failure(String path, List<ProblemCode> codes) {
    String said =
        codes.stream()
            .map(code -> "`" + code.code() + "`: " + code.title())
            .collect(Collectors.joining("; "));
    Problem problem =
        Problem.of(codes.getFirst(), "019aab10-7c00-7000-8000-0000000000aa", null, List.of());
    boolean theirs = path.startsWith("/v1/chat/") || path.startsWith("/v1/models");
    Object example = theirs ? ChatReplies.Failure.of(problem) : problem;
    MediaType media = OASFactory.createMediaType().example(plain(example));
    return OASFactory.createAPIResponse()
        .description(said)
        .content(
            OASFactory.createContent().addMediaType(theirs ? JSON : Problem.MEDIA_TYPE, media));
  }

  private static Content json(Object example) {
    return OASFactory.createContent()
        .addMediaType(JSON, OASFactory.createMediaType().example(example));
  }

  private static Object plain(Object value) {
    return new ObjectMapper().convertValue(value, new TypeReference<Map<String, Object>>() {});
  }

  private static Map<String, Examples> examples() {
    try (InputStream file = ApiDescription.class.getResourceAsStream("/openapi-examples.json")) {
      return new ObjectMapper()
          .readValue(Objects.requireNonNull(file), new TypeReference<Map<String, Examples>>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
