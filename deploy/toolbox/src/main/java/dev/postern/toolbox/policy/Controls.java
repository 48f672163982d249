package dev.postern.toolbox.policy;

import dev.postern.toolbox.Layout;
import dev.postern.toolbox.Progress;
import dev.postern.toolbox.tools.Cache;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The rules of the checkout's controls by the code of their reason, from their METADATA. */
public final class Controls {

  /**
   * A rule as it documents itself.
   *
   * @param file of its control, without ending
   */
  public record Rule(
      String title, String description, String regulation, String remedy, String file) {}

  private final Map<String, Rule> byCode;

  private Controls(Map<String, Rule> byCode) {
    this.byCode = byCode;
  }

  /** Of the policy in this checkout. */
  public static Controls of(Layout layout, Cache cache, Progress progress) {
    Path policies = layout.checkout().resolve("policies");
    return new Controls(
        new ControlsDocument(GoProgram.OPA.find(cache, progress), policies).byCode());
  }

  /** The rule behind a reason; none where the policy in force is another than the checkout's. */
  public Optional<Rule> rule(String code) {
    return Optional.ofNullable(byCode.get(code));
  }
}
