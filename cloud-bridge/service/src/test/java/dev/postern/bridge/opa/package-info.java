/** Tests of the adapter. */
@NullMarked
package dev.postern.bridge.opa;

import org.jspecify.annotations.NullMarked;
