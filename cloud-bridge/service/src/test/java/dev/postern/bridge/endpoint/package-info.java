/** Tests. */
@NullMarked
package dev.postern.bridge.endpoint;

import org.jspecify.annotations.NullMarked;
