/** Azure OpenAI by its official SDK; the receipt is consumed in the transport itself. */
@NullMarked
package dev.postern.bridge.azure;

import org.jspecify.annotations.NullMarked;
