@NullMarked
package dev.postern.runtime.problem;

import org.jspecify.annotations.NullMarked;
