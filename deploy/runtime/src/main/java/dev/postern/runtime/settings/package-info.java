/**
 * What may be configured, told from the interfaces that declare it, and what is wrong with a
 * configuration before anything starts with it.
 */
@NullMarked
package dev.postern.runtime.settings;

import org.jspecify.annotations.NullMarked;
