package com.evaratech.gateway.documents;

import com.evaratech.gateway.packing.ContentTag;
import com.evaratech.gateway.packing.Gzip;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * A file that is packaged, ready to be sent.
 *
 * @param content as it is
 * @param packed the same by gzip
 * @param tag names the content
 */
record Served(Buffer content, Buffer packed, ContentTag tag) {

    // ReDoc would have its maker's logo from another host, and has no option against it. It leaves
    // out what turns out to be no picture.
    private static final String FOREIGN_LOGO = "https://cdn.redoc.ly/redoc/logo-mini.svg";
    private static final String NO_PICTURE = "data:,";

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
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            Buffer content = Buffer.buffer(text.replace(FOREIGN_LOGO, NO_PICTURE));
            return new Served(content, Gzip.pack(content), ContentTag.of(content));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
