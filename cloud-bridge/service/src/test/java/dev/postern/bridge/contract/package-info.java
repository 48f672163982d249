/** What every provider's adapter keeps to, and a cloud to keep it to. */
@NullMarked
package dev.postern.bridge.contract;

import org.jspecify.annotations.NullMarked;
