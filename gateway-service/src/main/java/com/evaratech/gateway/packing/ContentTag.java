package com.evaratech.gateway.packing;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Names a content in whatever coding it is sent. So it is a weak tag: a strong one names the very
 * bytes, and those of a packed answer are others (RFC 9110 §8.8.1).
 *
 * @param text as {@code ETag} has it
 */
public record ContentTag(String text) {

    private static final String WEAK = "W/";
    private static final int BYTES = 16;

    /** The tag of a content that has none. */
    public static ContentTag of(Buffer content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes());
            return new ContentTag(WEAK + '"' + HexFormat.of().formatHex(digest, 0, BYTES) + '"');
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** A tag that somebody else gave, for all codings. */
    public static ContentTag of(String tag) {
        return new ContentTag(tag.startsWith(WEAK) ? tag : WEAK + tag);
    }

    /** Whether a request says that its caller has this content. */
    public boolean isAmong(MultiMap request) {
        return request.getAll(HttpHeaders.IF_NONE_MATCH).stream()
                .flatMap(line -> List.of(line.split(",", -1)).stream())
                .map(String::strip)
                .anyMatch(tag -> tag.equals("*") || opaque(tag).equals(opaque(text)));
    }

    private static String opaque(String tag) {
        return tag.startsWith(WEAK) ? tag.substring(WEAK.length()) : tag;
    }
}
