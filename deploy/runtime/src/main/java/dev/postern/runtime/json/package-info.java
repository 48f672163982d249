/** The one JSON mapper of a service. */
@NullMarked
package dev.postern.runtime.json;

import org.jspecify.annotations.NullMarked;
