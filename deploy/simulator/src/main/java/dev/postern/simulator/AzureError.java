package dev.postern.simulator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An error in the shapes in which Azure OpenAI answers: the gateway's and the model's own. */
final class AzureError extends ProviderError {

  private static final long serialVersionUID = 1L;

  private AzureError(int status, ObjectNode error) {
    super(status, JsonNodeFactory.instance.objectNode().set("error", error).toString(), Map.of());
  }

  static AzureError accessDenied() {
    return gateway(
        401,
        "401",
        "Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide"
            + " a valid key for an active subscription and use a correct regional API endpoint for"
            + " your resource.");
  }

  static AzureError notFound() {
    return gateway(404, "404", "Resource not found");
  }

  static AzureError noDeployment() {
    return gateway(
        404,
        "DeploymentNotFound",
        "The API deployment for this resource does not exist. If you created the deployment within"
            + " the last 5 minutes, please wait a moment and try again.");
  }

  static AzureError contentType() {
    return gateway(415, "415", "The media type of the request is not application/json.");
  }

  static AzureError invalid(@Nullable String parameter, String message) {
    ObjectNode error = JsonNodeFactory.instance.objectNode();
    error.put("message", message);
    error.put("type", "invalid_request_error");
    error.put("param", parameter);
    error.putNull("code");
    return new AzureError(400, error);
  }

  /** The filter stopped the prompt: the model was not asked. */
  static AzureError promptFiltered() {
    ObjectNode hate = JsonNodeFactory.instance.objectNode();
    hate.put("filtered", true).put("severity", "high");
    ObjectNode inner = JsonNodeFactory.instance.objectNode();
    inner.put("code", "ResponsibleAIPolicyViolation");
    inner.putObject("content_filter_result").set("hate", hate);
    ObjectNode error = JsonNodeFactory.instance.objectNode();
    error.put("message", "The response was filtered due to the prompt triggering a policy.");
    error.putNull("type");
    error.put("param", "prompt").put("code", "content_filter").put("status", 400);
    error.set("innererror", inner);
    return new AzureError(400, error);
  }

  static AzureError fault(int status) {
    return status == 429
        ? gateway(
            429, "429", "Requests have exceeded the rate limit of this deployment. Please retry.")
        : gateway(status, Integer.toString(status), "The server had an error.");
  }

  private static AzureError gateway(int status, String code, String message) {
    ObjectNode error = JsonNodeFactory.instance.objectNode();
    error.put("code", code);
    error.put("message", message);
    return new AzureError(status, error);
  }
}
