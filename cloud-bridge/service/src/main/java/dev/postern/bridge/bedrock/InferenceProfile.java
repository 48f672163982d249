package dev.postern.bridge.bedrock;

import java.util.Optional;
import java.util.Set;

/**
 * Where a model processes. A cross-Region inference profile moves a call between the Regions of its
 * geography (Amazon Bedrock User Guide, "Supported Regions and models for inference profiles").
 */
public final class InferenceProfile {
  private static final Set<String> GEOGRAPHIES =
      Set.of("apac", "au", "ca", "eu", "global", "jp", "us", "us-gov");

  private InferenceProfile() {}

  /** The geography that a model's id names, empty where it stays in the Region that is called. */
  public static Optional<String> geography(String model) {
    String id = model.substring(model.lastIndexOf('/') + 1);
    int dot = id.indexOf('.');
    return dot < 0
        ? Optional.empty()
        : Optional.of(id.substring(0, dot)).filter(GEOGRAPHIES::contains);
  }

  /** Whether the id hides which model runs where: an application's own profile does. */
  public static boolean opaque(String model) {
    return model.contains("application-inference-profile/");
  }
}
