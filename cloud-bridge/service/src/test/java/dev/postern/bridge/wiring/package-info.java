/** Tests. */
@NullMarked
package dev.postern.bridge.wiring;

import org.jspecify.annotations.NullMarked;
