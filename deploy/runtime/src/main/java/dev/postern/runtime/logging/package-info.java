/** Logs that hold no content. */
@NullMarked
package dev.postern.runtime.logging;

import org.jspecify.annotations.NullMarked;
