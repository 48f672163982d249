/**
 * How well and how fast identifiers are found: against labelled texts, and against the bare model.
 */
@NullMarked
package dev.postern.bench.deid;

import org.jspecify.annotations.NullMarked;
