/** The promises of the flow, over fakes behind its ports. */
@NullMarked
package dev.postern.bridge.disclosure;

import org.jspecify.annotations.NullMarked;
