package com.evaratech.gateway.documents;

import com.evaratech.gateway.packing.ContentTag;
import com.evaratech.gateway.packing.Gzip;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * A file that is packaged, ready to be sent.
 *
 * @param content as it is
 * @param packed the same by gzip
 * @param tag names the content
 */
record Served(Buffer content, Buffer packed, ContentTag tag) {

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
            Buffer content = Buffer.buffer(file.readAllBytes());
            return new Served(content, Gzip.pack(content), ContentTag.of(content));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
