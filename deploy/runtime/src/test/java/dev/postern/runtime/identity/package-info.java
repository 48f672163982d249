@NullMarked
package dev.postern.runtime.identity;

import org.jspecify.annotations.NullMarked;
