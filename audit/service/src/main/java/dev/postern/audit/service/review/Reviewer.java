package dev.postern.audit.service.review;

import dev.postern.audit.service.sequencer.AccessLog;

/**
 * Who reviews.
 *
 * @param subject the token's subject
 * @param tenant their organisation
 * @param wholeLog an auditor: all tenants; otherwise their own
 */
public record Reviewer(String subject, String tenant, boolean wholeLog) {
  /** As the access log names them. */
  AccessLog.Reader reader() {
    return new AccessLog.Reader(subject, tenant);
  }
}
