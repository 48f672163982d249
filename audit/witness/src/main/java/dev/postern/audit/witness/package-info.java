/**
 * A witness (C2SP tlog-witness) for a second administrative domain: it remembers the largest
 * checkpoint of each log it was told of, cosigns only what continues it, and needs nothing but a
 * folder and the JDK.
 */
@NullMarked
package dev.postern.audit.witness;

import org.jspecify.annotations.NullMarked;
