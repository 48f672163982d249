/** A model on the premises. */
@NullMarked
package dev.postern.bridge.onprem;

import org.jspecify.annotations.NullMarked;
