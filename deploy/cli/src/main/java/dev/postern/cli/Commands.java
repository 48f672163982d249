package dev.postern.cli;

import java.lang.reflect.Constructor;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Makes commands; those that need the terminal and the checkout get them by constructor. */
final class Commands implements IFactory {

  private final Terminal terminal;
  private final Checkout checkout;

  Commands(Terminal terminal, Checkout checkout) {
    this.terminal = terminal;
    this.checkout = checkout;
  }

  @Override
  public <K> K create(Class<K> type) throws Exception {
    for (Constructor<?> constructor : type.getDeclaredConstructors()) {
      Class<?>[] wants = constructor.getParameterTypes();
      if (wants.length == 2 && wants[0] == Terminal.class && wants[1] == Checkout.class) {
        return type.cast(constructor.newInstance(terminal, checkout));
      }
    }
    return CommandLine.defaultFactory().create(type);
  }
}
