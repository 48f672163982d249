@NullMarked
package dev.postern.bench.retrieval;

import org.jspecify.annotations.NullMarked;
