/** The PostgreSQL server with pgvector, its databases and its group roles. */
@NullMarked
package dev.postern.toolbox.postgres;

import org.jspecify.annotations.NullMarked;
