@NullMarked
package dev.postern.toolbox.tools;

import org.jspecify.annotations.NullMarked;
