/** Where a route leads: at which addresses, to whose certificate, and past which receipt. */
@NullMarked
package dev.postern.bridge.endpoint;

import org.jspecify.annotations.NullMarked;
