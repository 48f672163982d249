/** Tests of the adapter. */
@NullMarked
package dev.postern.bridge.audit;

import org.jspecify.annotations.NullMarked;
