/** Puts the service together. */
@NullMarked
package dev.postern.audit.service.wiring;

import org.jspecify.annotations.NullMarked;
