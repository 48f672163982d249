@NullMarked
package dev.postern.toolbox.postgres;

import org.jspecify.annotations.NullMarked;
