package dev.postern.bridge.disclosure;

import java.util.Set;
import java.util.UUID;

/** Rate and volume per asker, counted atomically over all bridges. */
public interface Budgets {

  /** What the asker had lately. */
  DisclosurePolicy.Recent recent(Asker asker) throws Refusal;

  /** Takes a place for this question and its patients; the counts are those before it. */
  DisclosurePolicy.Recent reserve(Asker asker, UUID question, Set<String> patients) throws Refusal;

  /** Gives the place back: nothing left. Never throws; an unreleased place ends by time. */
  void release(UUID question);
}
