package dev.postern.bridge.telemetry;

import dev.postern.bridge.disclosure.BundleInForce;
import dev.postern.bridge.disclosure.BundlesInForce;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.List;

/** Each bundle in force as one gauge: its serial, by name and digest; none when nobody can say. */
public final class ObservedBundles implements BundlesInForce {
  private final BundlesInForce bundles;
  private final MultiGauge serials;

  public ObservedBundles(BundlesInForce bundles, MeterRegistry meters) {
    this.bundles = bundles;
    this.serials =
        MultiGauge.builder("postern.bundle.serial")
            .description("Serial of each signed bundle that decides right now")
            .register(meters);
  }

  @Override
  public List<BundleInForce> now() {
    List<BundleInForce> now = bundles.now();
    serials.register(now.stream().map(ObservedBundles::row).toList(), true);
    return now;
  }

  private static MultiGauge.Row<?> row(BundleInForce bundle) {
    String revision = bundle.revision();
    String digest = revision.substring(revision.lastIndexOf('.') + 1);
    return MultiGauge.Row.of(Tags.of("bundle", bundle.bundle(), "digest", digest), bundle.serial());
  }
}
