/** The bridge's own database. Content in it is encrypted. */
@NullMarked
package dev.postern.bridge.postgres;

import org.jspecify.annotations.NullMarked;
