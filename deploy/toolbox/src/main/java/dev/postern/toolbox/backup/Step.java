package dev.postern.toolbox.backup;

import java.time.Duration;

/**
 * A step of taking a backup or putting it back.
 *
 * @param what in words
 * @param took how long
 */
public record Step(String what, Duration took) {}
