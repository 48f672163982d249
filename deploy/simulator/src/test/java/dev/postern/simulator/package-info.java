/** The simulator, spoken to by the official SDK. */
@NullMarked
package dev.postern.simulator;

import org.jspecify.annotations.NullMarked;
