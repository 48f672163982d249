package dev.postern.parser;

import dev.postern.parser.BlockSink.Note;
import java.io.IOException;
import java.io.InputStream;
import java.util.Enumeration;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;

/**
 * ZIP, TAR and GZIP. Nothing is ever written under an entry's name: a path that leaves the archive
 * leads nowhere.
 */
final class Archive {

  private static final int TAR_MAGIC = 257;

  private Archive() {}

  static void read(TikaInputStream archive, BlockSink blocks, Attachments attachments)
      throws IOException {
    byte[] head = new byte[TAR_MAGIC + 5];
    int read = archive.peek(head);
    if (head[0] == 'P' && head[1] == 'K') {
      zip(archive, blocks, attachments);
    } else if (head[0] == (byte) 0x1F && head[1] == (byte) 0x8B) {
      try (InputStream unpacked = new GzipCompressorInputStream(archive, true)) {
        attachments.read("", unpacked, new Metadata(), blocks);
      }
    } else if (read == head.length && head[TAR_MAGIC] == 'u' && head[TAR_MAGIC + 1] == 's') {
      tar(archive, blocks, attachments);
    } else {
      throw new IOException("neither ZIP, GZIP nor TAR");
    }
  }

  private static void zip(TikaInputStream archive, BlockSink blocks, Attachments attachments)
      throws IOException {
    try (ZipFile zip = ZipFile.builder().setPath(archive.getPath()).get()) {
      Enumeration<ZipArchiveEntry> entries = zip.getEntriesInPhysicalOrder();
      while (entries.hasMoreElements()) {
        ZipArchiveEntry entry = entries.nextElement();
        if (entry.isDirectory() || entry.isUnixSymlink()) {
          continue;
        }
        if (entry.getGeneralPurposeBit().usesEncryption()) {
          blocks.note(Note.ATTACHMENT_ENCRYPTED);
        } else if (!zip.canReadEntryData(entry)) {
          blocks.note(Note.ATTACHMENT_UNREAD);
        } else {
          try (InputStream content = zip.getInputStream(entry)) {
            entry(entry.getName(), content, blocks, attachments);
          }
        }
      }
    }
  }

  private static void tar(InputStream archive, BlockSink blocks, Attachments attachments)
      throws IOException {
    try (TarArchiveInputStream tar = new TarArchiveInputStream(archive)) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        if (entry.isFile()) {
          entry(entry.getName(), tar, blocks, attachments);
        }
      }
    }
  }

  private static void entry(
      String path, InputStream content, BlockSink blocks, Attachments attachments)
      throws IOException {
    String name = Attachments.lastPart(path);
    if (path.startsWith("__MACOSX/") || name.equals(".DS_Store")) {
      return; // of the system that packed it, not of its user
    }
    Metadata metadata = new Metadata();
    metadata.set(TikaCoreProperties.RESOURCE_NAME_KEY, name);
    attachments.read(name, content, metadata, blocks);
  }
}
