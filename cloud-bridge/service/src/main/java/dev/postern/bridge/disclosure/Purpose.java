package dev.postern.bridge.disclosure;

import java.util.Arrays;
import java.util.Optional;

/** Purpose of use, claimed with the question. Source: HL7 v3 PurposeOfUse. */
public enum Purpose {
  /** Treatment. */
  TREAT,
  /** Healthcare payment. */
  HPAYMT,
  /** Healthcare operations. */
  HOPERAT,
  /** Healthcare research. */
  HRESCH,
  /** Public health. */
  PUBHLTH,
  /** Patient request. */
  PATRQT,
  /** Emergency treatment; break-glass is asked for under it. */
  ETREAT;

  /** The purpose with this code, if HL7 v3 knows it. */
  public static Optional<Purpose> of(String code) {
    return Arrays.stream(values()).filter(purpose -> purpose.name().equals(code)).findFirst();
  }
}
