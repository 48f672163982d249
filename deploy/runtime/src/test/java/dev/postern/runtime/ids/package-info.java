@NullMarked
package dev.postern.runtime.ids;

import org.jspecify.annotations.NullMarked;
