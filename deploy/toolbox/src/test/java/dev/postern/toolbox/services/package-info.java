@NullMarked
package dev.postern.toolbox.services;

import org.jspecify.annotations.NullMarked;
