@NullMarked
package dev.postern.runtime.settings;

import org.jspecify.annotations.NullMarked;
