package dev.postern.bench.deid;

/** So many of so many, with Wilson's 95 % interval. */
record Share(int part, int whole) {

  private static final double Z = 1.959964;

  double value() {
    return whole == 0 ? 1 : (double) part / whole;
  }

  double low() {
    return bound(-1);
  }

  double high() {
    return bound(1);
  }

  private double bound(int side) {
    if (whole == 0) {
      return side < 0 ? 0 : 1;
    }
    double p = value();
    double n = whole;
    double middle = p + Z * Z / (2 * n);
    double width = Z * Math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n));
    return Math.clamp((middle + side * width) / (1 + Z * Z / n), 0, 1);
  }
}
