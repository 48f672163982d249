package dev.postern.bridge.disclosure;

/** What left, in numbers; the first thing the asker hears. */
public record DisclosureSummary(
    int snippets,
    int characters,
    Tally identifiersReplaced,
    String route,
    String region,
    String model) {

  static DisclosureSummary of(Disclosure disclosure, Tally replaced) {
    Route route = disclosure.route();
    return new DisclosureSummary(
        disclosure.excerpts().size(),
        disclosure.characters(),
        replaced,
        route.name(),
        route.region(),
        route.model());
  }
}
