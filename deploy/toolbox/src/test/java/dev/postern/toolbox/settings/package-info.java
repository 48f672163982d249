@NullMarked
package dev.postern.toolbox.settings;

import org.jspecify.annotations.NullMarked;
