package dev.postern.runtime.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A value of a setting that only a demo may have. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface RefusedInProduction {

  /** The value. */
  String value();

  /** What it relaxes and what to set instead, after the setting's name. */
  String why();
}
