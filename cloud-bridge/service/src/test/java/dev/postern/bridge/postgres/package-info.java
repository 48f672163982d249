/** Tests of the adapter. */
@NullMarked
package dev.postern.bridge.postgres;

import org.jspecify.annotations.NullMarked;
