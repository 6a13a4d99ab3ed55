package com.evaratech.gateway.cache;

import com.evaratech.gateway.routing.ServiceAnswer;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An answer as it is kept.
 *
 * @param headers those that callers see, the tag among them
 * @param body the whole of it
 */
record Kept(Map<String, String> headers, Buffer body) {

    private static final List<CharSequence> PASSED_ON =
            List.of(HttpHeaders.CONTENT_TYPE, HttpHeaders.ETAG, "link");
    private static final int TAG_BYTES = 16;

    Kept {
        headers = Map.copyOf(headers);
    }

    /** A service's answer; one that has no tag gets one of its content. */
    static Kept of(ServiceAnswer answer) {
        Map<String, String> headers = new TreeMap<>();
        for (CharSequence name : PASSED_ON) {
            String value = answer.headers().get(name);
            if (value != null) {
                headers.put(name.toString(), value);
            }
        }
        headers.computeIfAbsent(HttpHeaders.ETAG.toString(), name -> tag(answer.body()));
        return new Kept(headers, answer.body());
    }

    private static String tag(Buffer body) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(body.getBytes());
            return '"' + HexFormat.of().formatHex(digest, 0, TAG_BYTES) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** The tag of its content. */
    String tag() {
        return String.valueOf(headers.get(HttpHeaders.ETAG.toString()));
    }

    /** Whether a caller that has these tags has this content. */
    boolean isAmong(MultiMap request) {
        return request.getAll(HttpHeaders.IF_NONE_MATCH).stream()
                .flatMap(line -> List.of(line.split(",", -1)).stream())
                .map(tag -> tag.strip().replaceFirst("^W/", ""))
                .anyMatch(tag -> tag.equals("*") || tag.equals(tag().replaceFirst("^W/", "")));
    }

    /** Headers as a line of JSON, and the body behind it. */
    byte[] toBytes() {
        Map<String, Object> line = new TreeMap<>(headers);
        return new JsonObject(line)
                .toBuffer()
                .appendByte((byte) '\n')
                .appendBuffer(body)
                .getBytes();
    }

    /** Reads what {@link #toBytes} wrote; nothing when it is something else. */
    static Optional<Kept> parse(byte[] bytes) {
        int end = 0;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        if (end == bytes.length) {
            return Optional.empty();
        }
        try {
            Buffer whole = Buffer.buffer(bytes);
            Map<String, String> headers = new TreeMap<>();
            new JsonObject(whole.getBuffer(0, end))
                    .forEach(header ->
                            headers.put(header.getKey(), String.valueOf(header.getValue())));
            return Optional.of(new Kept(headers, whole.getBuffer(end + 1, bytes.length)));
        } catch (DecodeException e) {
            return Optional.empty();
        }
    }
}
