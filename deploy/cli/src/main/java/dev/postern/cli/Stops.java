package dev.postern.cli;

import dev.postern.toolbox.policy.KillSwitch;
import dev.postern.toolbox.policy.KillSwitch.User;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What the kill switch is thrown or cleared for. */
final class Stops {

  @Option(names = "--all", description = "Everything.")
  private boolean all;

  @Option(names = "--provider", paramLabel = "NAME", description = "A provider.")
  private List<String> providers = new ArrayList<>();

  @Option(names = "--tenant", paramLabel = "NAME", description = "A tenant.")
  private List<String> tenants = new ArrayList<>();

  @Option(
      names = "--user",
      paramLabel = "TENANT/SUBJECT",
      description = "A user of a tenant, by the token's subject.",
      converter = UserOf.class)
  private List<User> users = new ArrayList<>();

  boolean none() {
    return !all && providers.isEmpty() && tenants.isEmpty() && users.isEmpty();
  }

  KillSwitch addedTo(KillSwitch before) {
    return new KillSwitch(
        before.all() || all,
        both(before.providers(), providers),
        both(before.tenants(), tenants),
        both(before.users(), users));
  }

  KillSwitch takenFrom(KillSwitch before) {
    return new KillSwitch(
        before.all() && !all,
        without(before.providers(), providers),
        without(before.tenants(), tenants),
        without(before.users(), users));
  }

  private static <T> List<T> both(List<T> before, List<T> more) {
    List<T> both = new ArrayList<>(before);
    more.stream().filter(each -> !before.contains(each)).forEach(both::add);
    return both;
  }

  private static <T> List<T> without(List<T> before, List<T> gone) {
    return before.stream().filter(each -> !gone.contains(each)).toList();
  }

  /** Reads {@code TENANT/SUBJECT}. */
  private static final class UserOf implements ITypeConverter<User> {
    @Override
    public User convert(String value) {
      int slash = value.indexOf('/');
      if (slash < 1 || slash == value.length() - 1) {
        throw new TypeConversionException("a user is TENANT/SUBJECT");
      }
      return new User(value.substring(0, slash), value.substring(slash + 1));
    }
  }
}
