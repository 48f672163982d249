/** What ages and is renewed beside those who use it. */
@NullMarked
package dev.postern.bridge.renewal;

import org.jspecify.annotations.NullMarked;
