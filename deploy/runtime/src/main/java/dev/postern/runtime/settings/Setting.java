package dev.postern.runtime.settings;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One setting as it is declared.
 *
 * @param name its property; {@code <name>} stands for what operators choose, such as the name of a
 *     route
 * @param list whether its value holds several, with commas between them
 * @param required whether it has to be set
 * @param within the group that it belongs to where that group need not be there; it is required
 *     only where another setting of the group is set
 * @param refused the value that production refuses
 */
record Setting(
    String name,
    Shape shape,
    boolean list,
    boolean required,
    Optional<String> within,
    Optional<RefusedInProduction> refused) {

  private static final String CHOSEN = "<name>";
  private static final String ANY_NAME = "(?:\"[^\"]+\"|[^.\"]+)";

  /** Whether a property is this setting, or an element of it. */
  boolean matches(String property) {
    return pattern(name).matcher(property.replaceFirst("\\[\\d+]$", "")).matches();
  }

  /** The group's name as this property has it, when the property lies in it. */
  static Optional<String> instance(String group, String property) {
    Matcher matcher = Pattern.compile("(" + regex(group) + ")\\..+").matcher(property);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /** This setting's property in a group of that name. */
  String in(String group, String instance) {
    return instance + name.substring(group.length());
  }

  String words() {
    return list ? "a list with commas between: " + shape.words() : shape.words();
  }

  private static Pattern pattern(String name) {
    return Pattern.compile(regex(name));
  }

  private static String regex(String name) {
    return Arrays.stream(name.split(CHOSEN, -1))
        .map(Pattern::quote)
        .collect(Collectors.joining(ANY_NAME));
  }
}
