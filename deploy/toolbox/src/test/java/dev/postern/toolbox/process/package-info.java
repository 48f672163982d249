@NullMarked
package dev.postern.toolbox.process;

import org.jspecify.annotations.NullMarked;
