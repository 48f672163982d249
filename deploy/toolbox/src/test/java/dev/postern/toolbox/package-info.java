@NullMarked
package dev.postern.toolbox;

import org.jspecify.annotations.NullMarked;
