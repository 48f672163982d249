package dev.postern.toolbox.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Tables for whoever puts load on a Postern: one driver asks as often as a hospital does, which the
 * tables that ship would refuse.
 */
public final class Rates {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Rates() {}

  /** The same limit for everything that is counted, at any hour; a merge patch of the tables. */
  public static JsonNode upTo(int limit) {
    ObjectNode limits =
        JSON.createObjectNode()
            .put("disclosures_last_hour", limit)
            .put("disclosures_of_patient_last_day", limit)
            .put("patients_last_day", limit);
    ObjectNode patch = JSON.createObjectNode();
    ObjectNode purposes = patch.putObject("rate").putObject("purposes");
    for (String purpose : List.of("ETREAT", "HOPERAT", "HRESCH", "TREAT")) {
      purposes.putObject(purpose).<ObjectNode>set("usual", limits).set("unusual", limits);
    }
    return patch;
  }
}
