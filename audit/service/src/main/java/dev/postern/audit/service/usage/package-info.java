/** What providers say they were asked, beside what the log says was sent. */
@NullMarked
package dev.postern.audit.service.usage;

import org.jspecify.annotations.NullMarked;
