@NullMarked
package dev.postern.runtime.boot;

import org.jspecify.annotations.NullMarked;
