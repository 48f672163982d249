package dev.postern.bridge.disclosure;

import org.jspecify.annotations.Nullable;

/**
 * A snippet that the answer cites.
 *
 * @param mark S1, S2, ...
 * @param quote the sentence of the stored text that best supports the answer, byte-exact unless
 *     taken through the de-identifier
 * @param quoteDeidentified whether the quote went through the de-identifier
 */
public record Citation(
    String mark,
    String ref,
    String title,
    @Nullable Integer page,
    @Nullable String section,
    String quote,
    boolean quoteDeidentified) {

  @Override
  public String toString() {
    return "Citation[" + mark + "]";
  }
}
