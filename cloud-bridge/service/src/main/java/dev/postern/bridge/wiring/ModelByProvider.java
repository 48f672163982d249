package dev.postern.bridge.wiring;

import dev.postern.audit.client.Receipt;
import dev.postern.bridge.disclosure.LanguageModel;
import dev.postern.bridge.disclosure.Prompt;
import dev.postern.bridge.disclosure.Route;
import dev.postern.bridge.disclosure.Waiting;
import java.util.Map;

/** Each route's model by its provider. */
final class ModelByProvider implements LanguageModel {
  private final Map<String, LanguageModel> special;
  private final LanguageModel rest;

  /**
   * @param special by provider
   * @param rest serves every other provider
   */
  ModelByProvider(Map<String, LanguageModel> special, LanguageModel rest) {
    this.special = Map.copyOf(special);
    this.rest = rest;
  }

  private LanguageModel of(Route route) {
    return special.getOrDefault(route.provider(), rest);
  }

  @Override
  public byte[] render(Route route, Prompt prompt) {
    return of(route).render(route, prompt);
  }

  @Override
  public Reply send(Route route, Prompt prompt, byte[] body, Receipt receipt, Waiting waiting)
      throws Failed {
    return of(route).send(route, prompt, body, receipt, waiting);
  }
}
