/**
 * The last look at the bytes that are about to leave. A second implementation on purpose: it shares
 * no matching code with the detector, so that one mistake cannot pass both.
 */
@NullMarked
package dev.postern.deid.outbound;

import org.jspecify.annotations.NullMarked;
