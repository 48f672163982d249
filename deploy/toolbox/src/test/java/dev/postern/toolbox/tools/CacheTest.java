package dev.postern.toolbox.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.toolbox.ToolboxException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheTest {
  @TempDir Path folder;

  @Test
  void anEntryIsMadeOnce() {
    Cache cache = new Cache(folder);
    cache.entry("tool-1", entry -> Files.writeString(entry.resolve("tool"), "first"));
    Path again = cache.entry("tool-1", entry -> Files.writeString(entry.resolve("tool"), "second"));
    assertEquals("first", read(again.resolve("tool")));
  }

  @Test
  void whatAKilledMakerLeftIsThrownAway() {
    Cache cache = new Cache(folder);
    assertThrows(
        ToolboxException.class,
        () ->
            cache.entry(
                "tool-1",
                entry -> {
                  Files.writeString(entry.resolve("half"), "half");
                  throw new IOException("cut off");
                }));
    Path entry = cache.entry("tool-1", fresh -> Files.writeString(fresh.resolve("tool"), "whole"));
    assertTrue(Files.exists(entry.resolve("tool")));
    assertFalse(Files.exists(entry.resolve("half")));
  }

  @Test
  void aFileThatIsNotThePinnedOneIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("wheel"), "abc");
    Wheel.requireHash(file, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    Files.writeString(file, "abd");
    assertThrows(
        ToolboxException.class,
        () ->
            Wheel.requireHash(
                file, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
  }

  @Test
  void anArchiveMayNotWriteOutsideItsFolder() throws IOException {
    Path archive = folder.resolve("evil.whl");
    try (OutputStream out = Files.newOutputStream(archive);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("../outside"));
      zip.write("x".getBytes(StandardCharsets.UTF_8));
    }
    assertThrows(ToolboxException.class, () -> Wheel.unzip(archive, folder.resolve("inside")));
    assertFalse(Files.exists(folder.resolve("outside")));
  }

  @Test
  void programsOfAWheelAreExecutable() throws IOException {
    Path archive = folder.resolve("good.whl");
    try (OutputStream out = Files.newOutputStream(archive);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("pkg/bin/tool"));
      zip.write("#!/bin/sh\n".getBytes(StandardCharsets.UTF_8));
      zip.putNextEntry(new ZipEntry("pkg/share/data"));
    }
    Wheel.unzip(archive, folder.resolve("out"));
    assertTrue(Files.isExecutable(folder.resolve("out/pkg/bin/tool")));
    assertFalse(Files.isExecutable(folder.resolve("out/pkg/share/data")));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
