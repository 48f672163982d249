package dev.postern.toolbox.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.toolbox.ToolboxException;
import java.util.Arrays;

/**
 * Who signs a bundle, and with which key. Both are written into the bundle, under the signature, so
 * that the bridge can record whose policy took effect.
 *
 * @param name of the person or team, as the audit log shall name them; of several with + between
 */
record Signer(String name, SigningKey key) {
  private static final ObjectMapper JSON = new ObjectMapper();

  Signer {
    Arrays.stream(name.split("\\+", -1)).forEach(Signer::demandName);
  }

  /**
   * @throws ToolboxException when no one person can be named so
   */
  static void demandName(String name) {
    if (!isName(name)) {
      throw new ToolboxException("a signer's name is letters, digits and ._@-");
    }
  }

  static boolean isName(String name) {
    return name.matches("[A-Za-z0-9._@-]{1,60}");
  }

  /** What the bundle says of its publication. */
  JsonNode publication() {
    return JSON.createObjectNode().put("signed_by", name).put("key", key.fingerprint());
  }
}
