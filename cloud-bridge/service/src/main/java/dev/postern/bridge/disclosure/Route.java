package dev.postern.bridge.disclosure;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A named way to a model.
 *
 * @param name as configured and as policy names it
 * @param provider azure-openai, amazon-bedrock or on-premises
 * @param region where the provider processes
 * @param model the deployment
 * @param agreements contracts in force with the provider, such as baa-2026-01
 * @param price of its tokens, or null where it is not told
 */
public record Route(
    String name,
    String provider,
    String region,
    String model,
    List<String> agreements,
    @Nullable Price price) {

  /** The provider, and the region, of a model that nothing leaves the premises for. */
  public static final String ON_PREMISES = "on-premises";

  public Route {
    if (name.isBlank() || provider.isBlank() || region.isBlank() || model.isBlank()) {
      throw new IllegalArgumentException("a route has a name, a provider, a region and a model");
    }
    if (provider.equals(ON_PREMISES) != region.equals(ON_PREMISES)) {
      throw new IllegalArgumentException(
          "a route's region is on-premises exactly where its provider is");
    }
    agreements = List.copyOf(agreements);
  }

  /** A route whose price is not told. */
  public Route(String name, String provider, String region, String model, List<String> agreements) {
    this(name, provider, region, model, agreements, null);
  }

  /** Whether what goes this way stays on the premises. */
  public boolean onPremises() {
    return provider.equals(ON_PREMISES);
  }
}
