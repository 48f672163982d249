/** What reviewers may ask of the log: what was disclosed about whom, and parts to take away. */
@NullMarked
package dev.postern.audit.service.review;

import org.jspecify.annotations.NullMarked;
