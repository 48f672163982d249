package dev.postern.cli;

/** temp */
public final class Postern {
  private Postern() {}

  public static void main(String[] args) {}
}
