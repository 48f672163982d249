/** The bridge's own database, on a real PostgreSQL. */
@NullMarked
package dev.postern.bridge.postgres;

import org.jspecify.annotations.NullMarked;
