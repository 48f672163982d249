/** Tests of the adapter. */
@NullMarked
package dev.postern.bridge.http;

import org.jspecify.annotations.NullMarked;
