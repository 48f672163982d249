/** What the parts of the bridge may know of each other. */
@NullMarked
package dev.postern.bridge;

import org.jspecify.annotations.NullMarked;
