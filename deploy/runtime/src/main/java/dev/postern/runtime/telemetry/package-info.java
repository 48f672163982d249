/** Traces that tell durations and outcomes, and nothing of what was asked. */
@NullMarked
package dev.postern.runtime.telemetry;

import org.jspecify.annotations.NullMarked;
