package dev.postern.bridge.disclosure;

import java.util.List;

/**
 * A named way to a model.
 *
 * @param name as configured and as policy names it
 * @param provider azure-openai, ...
 * @param region where the provider processes
 * @param model the deployment
 * @param agreements contracts in force with the provider, such as baa-2026-01
 */
public record Route(
    String name, String provider, String region, String model, List<String> agreements) {

  public Route {
    if (name.isBlank() || provider.isBlank() || region.isBlank() || model.isBlank()) {
      throw new IllegalArgumentException("a route has a name, a provider, a region and a model");
    }
    agreements = List.copyOf(agreements);
  }
}
