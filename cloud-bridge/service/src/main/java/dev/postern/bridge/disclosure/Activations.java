package dev.postern.bridge.disclosure;

import org.jspecify.annotations.Nullable;

/** Which bundles were recorded as activated, shared by all bridges: each is recorded by one. */
public interface Activations {

  /**
   * Has a bundle recorded that is newer than the last recorded one of its name.
   *
   * @throws Refusal what kept it from being recorded; it is tried again
   */
  void once(BundleInForce bundle, Recording recording) throws Refusal;

  /** Records the activation. */
  interface Recording {
    void record(@Nullable BundleInForce before) throws Refusal;
  }
}
