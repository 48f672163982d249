/** How a service starts: Vault first, then its certificate, then Quarkus. */
@NullMarked
package dev.postern.runtime.boot;

import org.jspecify.annotations.NullMarked;
