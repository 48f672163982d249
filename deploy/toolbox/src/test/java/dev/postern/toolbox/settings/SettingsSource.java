package dev.postern.toolbox.settings;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one interface as its source declares them, with what its Javadoc says of each,
 * and the defaults of the properties file beside it.
 */
public final class SettingsSource {

  /** One setting; {@code fallback} is absent where there is none. */
  public record Row(
      String name, String shape, boolean required, Optional<String> fallback, String says) {}

  private static final Map<String, String> SHAPES =
      Map.ofEntries(
          Map.entry("String", "text"),
          Map.entry("Path", "path"),
          Map.entry("URI", "address"),
          Map.entry("Duration", "duration"),
          Map.entry("boolean", "`true` or `false`"),
          Map.entry("int", "whole number"),
          Map.entry("long", "whole number"),
          Map.entry("Long", "whole number"),
          Map.entry("double", "number"),
          Map.entry("BigDecimal", "number"));

  private final Properties defaults = new Properties();
  private final Map<String, ClassTree> types = new HashMap<>();
  private final Map<MethodTree, String> says = new HashMap<>();
  private final List<Row> rows = new ArrayList<>();

  private SettingsSource() {}

  /** The settings in the order in which they are declared. */
  public static List<Row> rows(Path declared, Path properties) throws IOException {
    SettingsSource source = new SettingsSource();
    try (InputStream in = Files.newInputStream(properties)) {
      source.defaults.load(in);
    }
    ClassTree root = source.parse(declared);
    source.group(
        argument(root.getModifiers().getAnnotations(), "ConfigMapping").orElseThrow(), root);
    return List.copyOf(source.rows);
  }

  private ClassTree parse(Path declared) throws IOException {
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  files,
                  null,
                  List.of("-proc:none"),
                  null,
                  files.getJavaFileObjects(declared));
      CompilationUnitTree unit = task.parse().iterator().next();
      DocTrees docs = DocTrees.instance(task);
      new TreePathScanner<@Nullable Void, @Nullable Void>() {
        @Override
        public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
          types.put(type.getSimpleName().toString(), type);
          return super.visitClass(type, nothing);
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
          String text = docs.getDocComment(getCurrentPath());
          says.put(method, text == null ? "" : plain(text));
          return null;
        }
      }.scan(new TreePath(unit), null);
      return (ClassTree) unit.getTypeDecls().getFirst();
    }
  }

  private void group(String prefix, ClassTree type) {
    for (var member : type.getMembers()) {
      if (member instanceof MethodTree method) {
        setting(prefix, method);
      }
    }
  }

  private void setting(String prefix, MethodTree method) {
    List<? extends AnnotationTree> annotations = method.getModifiers().getAnnotations();
    String name =
        prefix
            + "."
            + argument(annotations, "WithName").orElseGet(() -> kebab(method.getName().toString()));
    String declared = String.valueOf(method.getReturnType());
    boolean optional = declared.startsWith("Optional");
    String type = optional ? inner(declared) : declared;
    boolean named = type.startsWith("Map<");
    if (named) {
      name += ".<name>";
      type = type.substring(type.lastIndexOf(' ') + 1, type.length() - 1);
    }
    ClassTree group = types.get(type);
    if (group != null) {
      group(name, group);
      return;
    }
    Optional<String> usual =
        Optional.ofNullable(defaults.getProperty(name))
            .or(() -> argument(annotations, "WithDefault"));
    boolean required = !optional && !named && usual.isEmpty();
    rows.add(new Row(name, shape(type), required, usual, says.getOrDefault(method, "")));
  }

  private static String shape(String type) {
    boolean list = type.startsWith("List<") || type.startsWith("Set<");
    String one = list ? inner(type) : type;
    String words = SHAPES.getOrDefault(one, "text");
    return list ? "list: " + words : words;
  }

  private static String inner(String type) {
    return switch (type) {
      case "OptionalInt" -> "int";
      case "OptionalLong" -> "long";
      case "OptionalDouble" -> "double";
      case String generic -> generic.substring(generic.indexOf('<') + 1, generic.length() - 1);
    };
  }

  private static Optional<String> argument(
      List<? extends AnnotationTree> annotations, String annotation) {
    return annotations.stream()
        .filter(each -> each.getAnnotationType().toString().equals(annotation))
        .map(each -> each.getArguments().getFirst())
        .map(first -> first instanceof AssignmentTree assigned ? assigned.getExpression() : first)
        .map(value -> String.valueOf(((LiteralTree) value).getValue()))
        .findFirst();
  }

  private static String kebab(String name) {
    return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  private static String plain(String javadoc) {
    return javadoc
        .replaceAll("\\s+", " ")
        .replaceAll("\\{@code ([^}]*)}", "`$1`")
        .replace("|", "\\|")
        .strip();
  }
}
