package dev.postern.bridge.disclosure;

import org.jspecify.annotations.Nullable;

/** How one attempt on one route ended. Its intent has its closing entry. */
sealed interface Attempt {

  /** What the caller hears if no other route is tried. */
  Outcome outcome();

  /** The tokens it used; 0 where nothing was sent, null where the provider did not say. */
  @Nullable Long tokens();

  /** The question is over: answered, stopped, cancelled, or begun to be answered. */
  record Ended(Outcome outcome, @Nullable Long tokens) implements Attempt {}

  /** No token was heard: another permitted route may be tried, with a receipt of its own. */
  record Unheard(Outcome outcome, @Nullable Long tokens) implements Attempt {}
}
