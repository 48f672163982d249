package dev.postern.runtime.settings;

import io.quarkus.runtime.configuration.DurationConverter;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;

/** What a value has to look like. No message ever repeats the value itself. */
public enum Shape {
  TEXT("a text", value -> true),
  PATH("a path such as /etc/postern/ca.crt", value -> true),
  SWITCH("true or false", value -> value.equals("true") || value.equals("false")),
  WHOLE(
      "a whole number from 0 to " + Integer.MAX_VALUE + ", such as 20",
      value -> whole(value, Integer.MAX_VALUE)),
  LARGE("a whole number from 0, such as 8388608", value -> whole(value, Long.MAX_VALUE)),
  DECIMAL("a number from 0, such as 0.5", Shape::decimal),
  DURATION("a duration such as 500ms, 5s, 10m or 24h", Shape::duration),
  ADDRESS("an address such as https://host.example:8443", Shape::address);

  private static final Map<Type, Shape> BY_TYPE =
      Map.ofEntries(
          Map.entry(java.nio.file.Path.class, PATH),
          Map.entry(boolean.class, SWITCH),
          Map.entry(int.class, WHOLE),
          Map.entry(long.class, LARGE),
          Map.entry(Long.class, LARGE),
          Map.entry(double.class, DECIMAL),
          Map.entry(BigDecimal.class, DECIMAL),
          Map.entry(Duration.class, DURATION),
          Map.entry(URI.class, ADDRESS));

  private final String words;
  private final Predicate<String> fits;

  Shape(String words, Predicate<String> fits) {
    this.words = words;
    this.fits = fits;
  }

  /** The shape of a declared type; any other type is read by its own converter, from a text. */
  static Shape of(Type type) {
    return BY_TYPE.getOrDefault(type, TEXT);
  }

  boolean fits(String value) {
    return fits.test(value);
  }

  /** In words, with an example. */
  public String words() {
    return words;
  }

  private static boolean whole(String value, long most) {
    try {
      long number = Long.parseLong(value);
      return number >= 0 && number <= most;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static boolean decimal(String value) {
    try {
      double number = Double.parseDouble(value);
      return Double.isFinite(number) && number >= 0;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static boolean duration(String value) {
    try {
      return !DurationConverter.parseDuration(value).isNegative();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean address(String value) {
    try {
      URI address = URI.create(value);
      return address.getScheme() != null && address.getHost() != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
