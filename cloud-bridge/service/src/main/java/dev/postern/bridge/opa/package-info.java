/**
 * Policy and kill switch as OPA answers them, over its REST API. Whatever is missing, late,
 * malformed, expired or older counts as undecided.
 */
@NullMarked
package dev.postern.bridge.opa;

import org.jspecify.annotations.NullMarked;
