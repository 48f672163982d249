/** Documents, jobs and patients' records by Hibernate. */
@NullMarked
package dev.postern.indexer.hibernate;

import org.jspecify.annotations.NullMarked;
