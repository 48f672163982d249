/** Processes that outlive the program that started them, known again by pid and start time. */
@NullMarked
package dev.postern.toolbox.process;

import org.jspecify.annotations.NullMarked;
