package dev.postern.bridge.disclosure;

import java.util.List;

/**
 * A step ended in doubt or in denial: nothing leaves. Carries a code and reasons, never content.
 */
public final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  private final Code code;
  private final transient List<Reason> reasons;

  public Refusal(Code code) {
    this(code, List.of());
  }

  public Refusal(Code code, List<Reason> reasons) {
    super(code.wire(), null, false, false);
    this.code = code;
    this.reasons = List.copyOf(reasons);
  }

  public Code code() {
    return code;
  }

  public List<Reason> reasons() {
    return reasons;
  }
}
