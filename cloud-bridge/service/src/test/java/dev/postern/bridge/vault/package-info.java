/** Tests of the adapter. */
@NullMarked
package dev.postern.bridge.vault;

import org.jspecify.annotations.NullMarked;
