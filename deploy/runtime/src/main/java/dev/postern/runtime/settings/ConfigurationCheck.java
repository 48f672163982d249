package dev.postern.runtime.settings;

import io.smallrye.config.ConfigValue;
import io.smallrye.config.SmallRyeConfig;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A configuration beside what is declared: every mistake in it, a sentence for each with the
 * setting's name, the shape of its value and what to do. Values are not repeated: one that stands
 * in the wrong place may be a secret.
 */
public final class ConfigurationCheck {

  /** Names from the environment are ambiguous, and others' variables begin like ours. */
  private static final String ENVIRONMENT = "EnvConfigSource";

  private final List<String> roots;
  private final List<Setting> declared;

  /**
   * @param interfaces those that declare the settings of this process
   */
  public ConfigurationCheck(Class<?>... interfaces) {
    this.roots = Stream.of(interfaces).map(DeclaredSettings::root).toList();
    this.declared =
        Stream.of(interfaces)
            .flatMap(each -> DeclaredSettings.of(each).stream())
            .sorted(Comparator.comparing(Setting::name))
            .toList();
  }

  /** All mistakes in order of the settings' names; none when there is none. */
  public List<String> mistakes(SmallRyeConfig config) {
    TreeSet<String> mistakes = new TreeSet<>();
    List<String> properties = properties(config);
    for (String property : properties) {
      Optional<Setting> setting = setting(property);
      if (setting.isPresent()) {
        misshapen(config, property, setting.get()).ifPresent(mistakes::add);
      } else if (!fromEnvironment(config, property)) {
        mistakes.add(unknown(property));
      }
    }
    declared.stream()
        .filter(Setting::required)
        .flatMap(setting -> wanted(setting, properties).map(name -> missing(config, name, setting)))
        .flatMap(Optional::stream)
        .forEach(mistakes::add);
    return List.copyOf(mistakes);
  }

  /** What is set here that production refuses, a sentence for each. */
  public List<String> relaxed(SmallRyeConfig config) {
    List<String> relaxed = new ArrayList<>();
    for (String property : properties(config)) {
      setting(property)
          .flatMap(Setting::refused)
          .filter(refused -> value(config, property).filter(refused.value()::equals).isPresent())
          .ifPresent(refused -> relaxed.add(property + " " + refused.why()));
    }
    return relaxed;
  }

  private List<String> properties(SmallRyeConfig config) {
    return StreamSupport.stream(config.getPropertyNames().spliterator(), false)
        .filter(name -> roots.stream().anyMatch(root -> name.startsWith(root + ".")))
        .sorted()
        .toList();
  }

  private Optional<Setting> setting(String property) {
    return declared.stream().filter(setting -> setting.matches(property)).findFirst();
  }

  private static Stream<String> wanted(Setting setting, List<String> properties) {
    return setting
        .within()
        .map(
            group ->
                properties.stream()
                    .flatMap(property -> Setting.instance(group, property).stream())
                    .distinct()
                    .map(instance -> setting.in(group, instance)))
        .orElseGet(() -> Stream.of(setting.name()));
  }

  private static Optional<String> missing(SmallRyeConfig config, String name, Setting setting) {
    boolean there =
        value(config, name).isPresent()
            || setting.list() && value(config, name + "[0]").isPresent();
    return there ? Optional.empty() : Optional.of(name + " is missing: set " + setting.words());
  }

  private static Optional<String> misshapen(
      SmallRyeConfig config, String property, Setting setting) {
    if (refersToNothing(config.getConfigValue(property))) {
      return Optional.of(property + " refers to a setting that is missing: set " + setting.words());
    }
    boolean fits =
        setting.list() && !property.endsWith("]")
            ? config
                .getOptionalValues(property, String.class)
                .map(values -> values.stream().allMatch(setting.shape()::fits))
                .orElse(true)
            : value(config, property).map(setting.shape()::fits).orElse(true);
    return fits
        ? Optional.empty()
        : Optional.of(property + " has a value of another shape: set " + setting.words());
  }

  private static boolean refersToNothing(ConfigValue value) {
    String written = value.getRawValue();
    return value.getValue() == null && written != null && written.contains("${");
  }

  private String unknown(String property) {
    return declared.stream()
        .map(setting -> likely(setting, property))
        .min(Comparator.comparingInt(name -> Spelling.distance(name, property)))
        .filter(name -> Spelling.distance(name, property) <= Math.max(2, property.length() / 6))
        .map(name -> property + " is not known: it may be meant to be " + name)
        .orElse(property + " is not known: remove it; docs/configuration.md lists all there are");
  }

  /** The setting's name with what was chosen in the property. */
  private static String likely(Setting setting, String property) {
    String[] declared = setting.name().split("\\.", -1);
    String[] given = property.split("\\.", -1);
    for (int i = 0; i < declared.length && i < given.length; i++) {
      declared[i] = declared[i].equals("<name>") ? given[i] : declared[i];
    }
    return String.join(".", declared);
  }

  private static boolean fromEnvironment(SmallRyeConfig config, String property) {
    String source = config.getConfigValue(property).getConfigSourceName();
    return source != null && source.startsWith(ENVIRONMENT);
  }

  private static Optional<String> value(SmallRyeConfig config, String property) {
    ConfigValue value = config.getConfigValue(property);
    return Optional.ofNullable(value.getValue()).map(String::strip).filter(text -> !text.isEmpty());
  }
}
