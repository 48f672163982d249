package dev.postern.toolbox.services;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/** Whether the log takes entries, as the audit service's health check says. */
sealed interface LogStanding {
  /** It takes entries: it continues what is remembered of it outside its database. */
  record Leading() implements LogStanding {}

  /** What is stored is not what is remembered. */
  record Refused(String difference) implements LogStanding {}

  /** Nobody outside says what the log held. */
  record Unwitnessed(String why) implements LogStanding {}

  /** Nothing is said yet. */
  record Starting() implements LogStanding {}

  /** What the service says now. */
  static LogStanding of(ServiceProcess audit) {
    try {
      String body = new Probe().text(audit.management().resolve("/q/health/ready"));
      for (JsonNode check : new ObjectMapper().readTree(body).path("checks")) {
        if (check.path("name").asText().equals("log")) {
          return said(check.path("data"));
        }
      }
      return new Starting();
    } catch (IOException notYet) {
      return new Starting();
    }
  }

  private static LogStanding said(JsonNode log) {
    String unwitnessed = log.path("unwitnessed").asText();
    return switch (log.path("state").asText()) {
      case "LEADING" -> new Leading();
      case "REFUSING" -> new Refused(log.path("refusal").asText());
      default -> unwitnessed.isEmpty() ? new Starting() : new Unwitnessed(unwitnessed);
    };
  }
}
