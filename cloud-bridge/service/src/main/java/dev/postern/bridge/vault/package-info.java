/** Keys and provider secrets. */
@NullMarked
package dev.postern.bridge.vault;

import org.jspecify.annotations.NullMarked;
