/** What reviewers ask of an audit service, and what they take away from it. */
@NullMarked
package dev.postern.cli.review;

import org.jspecify.annotations.NullMarked;
