package dev.postern.audit.export;

import dev.postern.audit.json.Fields;
import dev.postern.audit.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What the schema of OCSF 1.8.0 asks of an API Activity (6003) and of the profile AI Operation. */
final class Ocsf {
  private static final List<String> REQUIRED =
      List.of(
          "activity_id",
          "category_uid",
          "class_uid",
          "type_uid",
          "severity_id",
          "time",
          "metadata",
          "actor",
          "api",
          "src_endpoint");
  private static final List<Long> ACTIVITIES = List.of(1L, 2L, 3L, 4L, 99L);

  private Ocsf() {}

  static List<String> errors(String line) {
    try {
      var errors = new ArrayList<String>();
      check((Json.Obj) Json.parse(line.getBytes(StandardCharsets.UTF_8)), errors);
      if (line.contains("prompt_text") || line.contains("response_text")) {
        errors.add("holds content");
      }
      return errors;
    } catch (IllegalArgumentException | ClassCastException malformed) {
      return List.of(String.valueOf(malformed.getMessage()));
    }
  }

  private static void check(Json.Obj event, List<String> errors) {
    var members = event.members();
    REQUIRED.stream()
        .filter(name -> !members.containsKey(name))
        .map("no "::concat)
        .forEach(errors::add);
    if (!errors.isEmpty()) {
      return;
    }
    var fields = Fields.of(event);
    long activity = fields.number("activity_id");
    require(fields.number("class_uid") == 6003, "class_uid", errors);
    require(fields.number("type_uid") == 600_300 + activity, "type_uid", errors);
    require(ACTIVITIES.contains(activity), "activity_id", errors);
    var metadata = Fields.of(fields.required("metadata"));
    require(metadata.text("version").equals("1.8.0"), "metadata.version", errors);
    var product = Fields.of(metadata.required("product"));
    require(product.text("name").equals("Postern"), "metadata.product", errors);
    boolean model = metadata.texts("profiles").contains("ai_operation");
    boolean told = members.containsKey("ai_model") && members.containsKey("message_context");
    require(model == told, "ai_model and message_context", errors);
  }

  private static void require(boolean holds, String what, List<String> errors) {
    if (!holds) {
      errors.add("wrong " + what);
    }
  }
}
