package dev.postern.audit.client;

import java.util.concurrent.CompletableFuture;

/** An entry on its way: a caller waits for the result, or has cancelled it. */
record Pending(Submission submission, CompletableFuture<Durable> result) {
  Pending(Submission submission) {
    this(submission, new CompletableFuture<>());
  }

  long bytes() {
    var payload = submission.payload();
    return submission.entry().length() + (payload == null ? 0 : payload.ref().length());
  }
}
