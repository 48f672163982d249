package dev.postern.audit.service.http;

/**
 * What the HTTP surface must know.
 *
 * @param origin the log's name
 * @param batch entries in one request at most
 * @param minimumIndex the first entry that is served in bundles
 */
public record HttpSettings(String origin, int batch, long minimumIndex) {}
