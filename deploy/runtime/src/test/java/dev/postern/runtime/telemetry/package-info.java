@NullMarked
package dev.postern.runtime.telemetry;

import org.jspecify.annotations.NullMarked;
