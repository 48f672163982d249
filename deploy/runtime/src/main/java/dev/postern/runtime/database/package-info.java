/** Database logins from Vault for the connection pool. */
@NullMarked
package dev.postern.runtime.database;

import org.jspecify.annotations.NullMarked;
