package dev.postern.toolbox;

import dev.postern.toolbox.process.Part;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One line of {@code ./postern status}.
 *
 * @param pid empty when stopped
 * @param log where to look
 */
public record PartStatus(String name, Part.State state, Optional<Long> pid, int port, Path log) {}
