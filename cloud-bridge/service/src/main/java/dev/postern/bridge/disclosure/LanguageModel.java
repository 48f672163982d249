package dev.postern.bridge.disclosure;

import dev.postern.audit.client.Receipt;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A provider's model. Nothing can be sent without the receipt of a committed entry. */
public interface LanguageModel {

  /** The very bytes that a call on this route would send. */
  byte[] render(Route route, Prompt prompt);

  /**
   * Sends exactly these bytes. The transport itself consumes the receipt: another body, a used or
   * late receipt, and no request is written.
   *
   * @param waiting ends the call by its time, and sooner when nobody waits any more
   * @throws Failed when the provider does not begin to answer, or the transport refused the receipt
   */
  Reply send(Route route, Prompt prompt, byte[] body, Receipt receipt, Waiting waiting)
      throws Failed;

  /** An answer under way. Closing it ends the call, from any thread. */
  interface Reply extends AutoCloseable {

    /**
     * The next piece of text, or null at the end.
     *
     * @throws Failed when the stream breaks
     */
    @Nullable String next() throws Failed;

    /** What is known of the call so far. */
    Usage usage();

    @Override
    void close();
  }

  /**
   * What the provider says of a call.
   *
   * @param requestId the provider's id, or null
   * @param inputTokens tokens read, or null while unknown
   * @param outputTokens tokens written, or null while unknown
   * @param finish stop, length, content_filter, ..., or null while unknown
   */
  record Usage(
      @Nullable String requestId,
      @Nullable Long inputTokens,
      @Nullable Long outputTokens,
      @Nullable String finish) {
    private static final long MOST_TOKENS = Integer.MAX_VALUE;

    /** A count that no call has is none: it must not keep an outcome out of the log. */
    public Usage {
      inputTokens = plausible(inputTokens);
      outputTokens = plausible(outputTokens);
    }

    private static @Nullable Long plausible(@Nullable Long tokens) {
      return tokens != null && tokens >= 0 && tokens <= MOST_TOKENS ? tokens : null;
    }

    /** All tokens of the call, or null while a part is unknown. */
    public @Nullable Long tokens() {
      return inputTokens == null || outputTokens == null ? null : inputTokens + outputTokens;
    }
  }

  /** A call that did not work; names a kind, never content. */
  final class Failed extends Exception {
    /** What opens the provider's door can't be had; nothing was sent. */
    public static final String NO_SECRET = "no-secret";

    /** The provider's filter or guardrail stopped the prompt or the answer. */
    public static final String CONTENT_FILTER = "content-filter";

    private static final Pattern OF_THE_PROVIDER =
        Pattern.compile("unreachable|unanswered|cut|timeout|status-(408|429|5\\d\\d)");

    private static final long serialVersionUID = 1L;
    private final boolean sent;

    /**
     * @param kind a stable word: timeout, status-429, cut, receipt-refused, ...
     * @param sent whether any byte of the body may have left
     */
    public Failed(String kind, boolean sent) {
      super(kind, null, false, false);
      this.sent = sent;
    }

    public String kind() {
      return String.valueOf(getMessage());
    }

    public boolean sent() {
      return sent;
    }

    /** Whether the provider, or the way to it, failed: slow, away, overloaded, cut. */
    public boolean ofTheProvider() {
      return OF_THE_PROVIDER.matcher(kind()).matches();
    }

    /** Whether another route may do better; what a filter stopped is not tried elsewhere. */
    public boolean elsewhere() {
      return ofTheProvider() || kind().equals(NO_SECRET);
    }
  }
}
