/** Where the kernel would send a provider's traffic. */
@NullMarked
package dev.postern.bridge.tunnel;

import org.jspecify.annotations.NullMarked;
