/** What operators see of the flow: spans, timers and counters, never content. */
@NullMarked
package dev.postern.bridge.telemetry;

import org.jspecify.annotations.NullMarked;
