package dev.postern.cli;

import dev.postern.toolbox.policy.PolicyTest;
import dev.postern.toolbox.policy.PolicyTest.Check;
import dev.postern.toolbox.policy.PolicyTest.Report;
import dev.postern.toolbox.tools.Cache;

/** The checks of {@code policies/}, told to a person. */
final class PolicyTests {

  private final Checkout checkout;
  private final Terminal terminal;

  PolicyTests(Checkout checkout, Terminal terminal) {
    this.checkout = checkout;
    this.terminal = terminal;
  }

  void writeDocuments() {
    policyTest().writeDocuments();
  }

  boolean pass() {
    Report report = policyTest().run();
    for (Check check : report.checks()) {
      terminal.say(
          (check.passed() ? terminal.green("passed ") : terminal.red("FAILED ")) + check.name());
      if (!check.passed()) {
        terminal.say(check.detail().indent(2));
      }
    }
    return report.passed();
  }

  private PolicyTest policyTest() {
    return PolicyTest.of(checkout.layout(), Cache.ofUser(), terminal::say);
  }
}
