/** What users call. */
@NullMarked
package dev.postern.bridge.http;

import org.jspecify.annotations.NullMarked;
