/**
 * Finds what identifies a person in a text: the identifier types, spans and findings everybody
 * shares, and the detector. Replacing, restoring, checking and quoting have packages of their own.
 */
@NullMarked
package dev.postern.deid;

import org.jspecify.annotations.NullMarked;
