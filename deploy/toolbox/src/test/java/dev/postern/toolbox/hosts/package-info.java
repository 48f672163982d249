@NullMarked
package dev.postern.toolbox.hosts;

import org.jspecify.annotations.NullMarked;
