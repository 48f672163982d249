@NullMarked
package dev.postern.runtime;

import org.jspecify.annotations.NullMarked;
