/** The log in PostgreSQL. */
@NullMarked
package dev.postern.audit.service.postgres;

import org.jspecify.annotations.NullMarked;
