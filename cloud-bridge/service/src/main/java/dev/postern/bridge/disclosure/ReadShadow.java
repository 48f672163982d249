package dev.postern.bridge.disclosure;

import dev.postern.bridge.disclosure.ShadowDifferences.Difference;
import dev.postern.bridge.disclosure.ShadowDifferences.Kind;
import java.util.List;
import java.util.Map;

/** What a candidate policy would change, for the security team of the tenant. */
public final class ReadShadow {
  private static final int MOST = 100;

  private final ShadowDifferences differences;

  public ReadShadow(ShadowDifferences differences) {
    this.differences = differences;
  }

  /**
   * @param counts of all that are kept
   * @param newest of them
   */
  public record Seen(Map<Kind, Long> counts, List<Difference> newest) {}

  /**
   * Reads them.
   *
   * @throws Refusal NOT_FOUND to everybody else
   */
  public Seen read(Asker reader) throws Refusal {
    if (!reader.roles().contains("security")) {
      throw new Refusal(Code.NOT_FOUND);
    }
    String tenant = reader.tenant();
    return new Seen(differences.count(tenant), differences.newest(tenant, MOST));
  }
}
