@NullMarked
package dev.postern.runtime.vault;

import org.jspecify.annotations.NullMarked;
