/** Postern's own three services and the simulator: their configuration, start and readiness. */
@NullMarked
package dev.postern.toolbox.services;

import org.jspecify.annotations.NullMarked;
