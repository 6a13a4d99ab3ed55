package com.evaratech.gateway.documents;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;

/**
 * A file that is packaged, ready to be sent.
 *
 * @param content as it is
 * @param packed the same by gzip
 * @param etag names this very content, with the quotes of the header
 */
record Served(Buffer content, Buffer packed, String etag) {

    private static final int TAG_BYTES = 12;

    /**
     * Reads and packs it; takes some milliseconds for the largest.
     *
     * @throws IllegalStateException when it is not packaged
     */
    static Served read(String resource) {
        try (InputStream file = Served.class.getResourceAsStream(resource)) {
            if (file == null) {
                throw new IllegalStateException(resource + " is not packaged");
            }
            byte[] content = file.readAllBytes();
            return new Served(Buffer.buffer(content), Buffer.buffer(pack(content)), tag(content));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] pack(byte[] content) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream(content.length / 3);
        try (GZIPOutputStream target = new GZIPOutputStream(packed)) {
            target.write(content);
        }
        return packed.toByteArray();
    }

    private static String tag(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return "\"" + HexFormat.of().formatHex(digest, 0, TAG_BYTES) + "\"";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
