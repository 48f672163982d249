@NullMarked
package dev.postern.indexer.audit;

import org.jspecify.annotations.NullMarked;
