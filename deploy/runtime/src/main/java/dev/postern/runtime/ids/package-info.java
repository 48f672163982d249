/** Random, time-ordered names for everything that has one. */
@NullMarked
package dev.postern.runtime.ids;

import org.jspecify.annotations.NullMarked;
