@NullMarked
package dev.postern.runtime.json;

import org.jspecify.annotations.NullMarked;
