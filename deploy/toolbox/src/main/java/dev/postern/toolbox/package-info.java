/**
 * Finds or fetches, configures, starts and stops the real parts that Postern runs on, for the
 * command line and for tests.
 */
@NullMarked
package dev.postern.toolbox;

import org.jspecify.annotations.NullMarked;
