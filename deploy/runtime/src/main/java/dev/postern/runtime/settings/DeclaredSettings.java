package dev.postern.runtime.settings;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * All settings of an interface that declares them, by the names that SmallRye Config gives them.
 */
final class DeclaredSettings {

  private static final Map<Type, Shape> OPTIONAL_NUMBERS =
      Map.of(
          OptionalInt.class, Shape.WHOLE,
          OptionalLong.class, Shape.LARGE,
          OptionalDouble.class, Shape.DECIMAL);

  private final List<Setting> found = new ArrayList<>();

  private DeclaredSettings() {}

  /** The prefix that the interface declares. */
  static String root(Class<?> declared) {
    ConfigMapping mapping = declared.getAnnotation(ConfigMapping.class);
    if (mapping == null) {
      throw new IllegalArgumentException(declared + " declares no settings");
    }
    return mapping.prefix();
  }

  static List<Setting> of(Class<?> declared) {
    DeclaredSettings settings = new DeclaredSettings();
    settings.group(root(declared), declared, Optional.empty());
    return List.copyOf(settings.found);
  }

  private void group(String prefix, Class<?> type, Optional<String> within) {
    for (Method method : type.getMethods()) {
      if (!Modifier.isAbstract(method.getModifiers())) {
        continue;
      }
      setting(prefix + "." + name(method), method, method.getGenericReturnType(), true, within);
    }
  }

  private void setting(
      String name, Method method, Type type, boolean required, Optional<String> within) {
    if (type instanceof ParameterizedType generic) {
      Type last = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
      if (generic.getRawType() == Map.class) {
        setting(name + ".<name>", method, last, false, within);
      } else if (generic.getRawType() == Optional.class) {
        setting(name, method, last, false, within);
      } else if (Collection.class.isAssignableFrom((Class<?>) generic.getRawType())) {
        add(name, method, Shape.of(last), true, required, within);
      }
    } else if (type instanceof Class<?> group && group.isInterface() && group != Path.class) {
      group(name, group, required ? within : Optional.of(name));
    } else {
      boolean number = OPTIONAL_NUMBERS.containsKey(type);
      Shape shape = OPTIONAL_NUMBERS.getOrDefault(type, Shape.of(type));
      add(name, method, shape, false, required && !number, within);
    }
  }

  private void add(
      String name,
      Method method,
      Shape shape,
      boolean list,
      boolean required,
      Optional<String> within) {
    boolean open = required && !method.isAnnotationPresent(WithDefault.class);
    Optional<RefusedInProduction> refused =
        Optional.ofNullable(method.getAnnotation(RefusedInProduction.class));
    found.add(new Setting(name, shape, list, open, within, refused));
  }

  private static String name(Method method) {
    WithName named = method.getAnnotation(WithName.class);
    return named != null
        ? named.value()
        : String.join("-", Arrays.asList(method.getName().split("(?=[A-Z])")))
            .toLowerCase(Locale.ROOT);
  }
}
