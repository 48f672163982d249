/** The log over HTTPS: appending for services, reading for reviewers. */
@NullMarked
package dev.postern.audit.service.http;

import org.jspecify.annotations.NullMarked;
