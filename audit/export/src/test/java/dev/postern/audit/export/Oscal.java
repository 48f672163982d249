package dev.postern.audit.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.everit.json.schema.ValidationException;
import org.everit.json.schema.loader.SchemaLoader;
import org.json.JSONException;
import org.json.JSONObject;
import org.json.JSONTokener;

/** NIST's own schema as the other side. */
final class Oscal {
  private static final String SCHEMA = "/schema/json/oscal-ar_schema.json";

  private Oscal() {}

  static List<String> errors(String document) {
    try (var schema = Oscal.class.getResourceAsStream(SCHEMA)) {
      SchemaLoader.load(new JSONObject(new JSONTokener(schema))).validate(new JSONObject(document));
      return List.of();
    } catch (ValidationException invalid) {
      return invalid.getAllMessages();
    } catch (JSONException malformed) {
      return List.of(String.valueOf(malformed.getMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
