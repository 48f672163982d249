/** Configuration, and the one place where every part is known. */
@NullMarked
package dev.postern.bridge.wiring;

import org.jspecify.annotations.NullMarked;
