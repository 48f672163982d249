/** Tests of the adapter. */
@NullMarked
package dev.postern.bridge.azure;

import org.jspecify.annotations.NullMarked;
