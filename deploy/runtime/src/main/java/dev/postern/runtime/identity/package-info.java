/** Who asks, by a token the issuer signed, and which service calls, by its certificate. */
@NullMarked
package dev.postern.runtime.identity;

import org.jspecify.annotations.NullMarked;
