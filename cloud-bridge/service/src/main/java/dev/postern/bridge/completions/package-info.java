/**
 * OpenAI's chat completions by the official SDK, as several providers speak them; the receipt is
 * consumed in the transport itself.
 */
@NullMarked
package dev.postern.bridge.completions;

import org.jspecify.annotations.NullMarked;
