/** The identifier guard over the de-identification library. */
@NullMarked
package dev.postern.bridge.guard;

import org.jspecify.annotations.NullMarked;
