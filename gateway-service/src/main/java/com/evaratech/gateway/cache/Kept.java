package com.evaratech.gateway.cache;

import com.evaratech.gateway.packing.ContentTag;
import com.evaratech.gateway.packing.Gzip;
import com.evaratech.gateway.routing.ServiceAnswer;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An answer as it is kept: packed, when that is worth it, for that takes longer than to look it up.
 *
 * @param headers those that callers see, the tag and the coding among them
 * @param body the whole of it
 */
record Kept(Map<String, String> headers, Buffer body) {

    private static final List<CharSequence> PASSED_ON =
            List.of(HttpHeaders.CONTENT_TYPE, HttpHeaders.ETAG, "link");
    private static final String TAG = HttpHeaders.ETAG.toString();
    private static final String CODING = HttpHeaders.CONTENT_ENCODING.toString();

    Kept {
        headers = Map.copyOf(headers);
    }

    /**
     * A service's answer, tagged by the service or by its content.
     *
     * @param mostBytes a longer one is left as it came: it will not be kept, and is packed as it is
     *     sent
     */
    static Kept of(ServiceAnswer answer, long mostBytes) {
        Map<String, String> headers = new TreeMap<>();
        for (CharSequence name : PASSED_ON) {
            String value = answer.headers().get(name);
            if (value != null) {
                headers.put(name.toString(), value);
            }
        }
        @Nullable String given = headers.get(TAG);
        ContentTag tag = given == null ? ContentTag.of(answer.body()) : ContentTag.of(given);
        headers.put(TAG, tag.text());
        int length = answer.body().length();
        if (length < Gzip.WORTH_BYTES || length > mostBytes) {
            return new Kept(headers, answer.body());
        }
        headers.put(CODING, Gzip.NAME);
        return new Kept(headers, Gzip.pack(answer.body()));
    }

    /** The tag of its content, in whatever coding. */
    ContentTag tag() {
        return new ContentTag(String.valueOf(headers.get(TAG)));
    }

    private boolean isPacked() {
        return headers.containsKey(CODING);
    }

    /** The same for callers that do not take it packed. */
    Kept unpacked() {
        return isPacked() ? new Kept(withoutCoding(), Gzip.unpack(body)) : this;
    }

    /** The headers without what is said of the body alone. */
    Map<String, String> withoutCoding() {
        Map<String, String> left = new TreeMap<>(headers);
        left.remove(CODING);
        return left;
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
