package com.evaratech.telemetry.ingest;

import com.evaratech.common.problem.FieldError;
import com.evaratech.common.problem.InvalidRequest;
import com.evaratech.telemetry.TelemetryException.BodyTooLarge;
import com.evaratech.telemetry.TelemetryException.UnsupportedBody;
import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request as it is meant: unpacked as it is read, so that one that unpacks into more
 * than is allowed is noticed when it does, and not kept.
 */
final class SentBody extends FilterInputStream {

    /** The same for bodies that are not packed, which the HTTP server keeps to. */
    static final long LIMIT_BYTES = 10L << 20;

    private static final String BROKEN_OFF = "a whole body, packed by gzip if its header says so";
    private static final int PORTION_BYTES = 8 << 10;

    // Libraries name these without a thought, and send what is the same in all of them; what is not
    // is refused where it stands.
    private static final Set<String> CHARSETS =
            Set.of("utf-8", "utf8", "us-ascii", "ascii", "iso-8859-1", "latin1", "windows-1252");

    private long left = LIMIT_BYTES;

    private SentBody(InputStream unpacked) {
        super(unpacked);
    }

    /**
     * Opens a body.
     *
     * @param coding of the header {@code Content-Encoding}
     * @throws UnsupportedBody when it is packed, or written, as we do not read it
     * @throws InvalidRequest when it does not begin as it should
     */
    static SentBody open(InputStream body, @Nullable String coding, @Nullable MediaType type) {
        if (type != null) {
            requireCharset(type);
        }
        if (coding == null || coding.isBlank() || coding.strip().equalsIgnoreCase("identity")) {
            return new SentBody(body);
        }
        if (!Set.of("gzip", "x-gzip").contains(coding.strip().toLowerCase(Locale.ROOT))) {
            throw new UnsupportedBody(HttpHeaders.CONTENT_ENCODING, coding, "gzip, identity");
        }
        try {
            return new SentBody(new GZIPInputStream(body, PORTION_BYTES));
        } catch (IOException notPacked) {
            throw brokenOff();
        }
    }

    private static void requireCharset(MediaType type) {
        @Nullable String charset = type.getParameters().get(MediaType.CHARSET_PARAMETER);
        if (charset != null && !CHARSETS.contains(charset.toLowerCase(Locale.ROOT))) {
            throw new UnsupportedBody(HttpHeaders.CONTENT_TYPE, type.toString(), "charset=utf-8");
        }
    }

    /** What is told of a body that ended, or went wrong, before it was whole. */
    static InvalidRequest brokenOff() {
        return new InvalidRequest(FieldError.missing("body", BROKEN_OFF));
    }

    /** Something that is done with a body. */
    @FunctionalInterface
    interface Use<T> {
        T of(InputStream body) throws IOException;
    }

    /**
     * Uses it, and closes it.
     *
     * @throws JsonProcessingException when it is no JSON
     * @throws InvalidRequest when it broke off
     */
    <T> T use(Use<T> use) throws JsonProcessingException {
        try (this) {
            return use.of(this);
        } catch (JsonProcessingException noJson) {
            throw noJson;
        } catch (IOException brokeOff) {
            throw brokenOff();
        }
    }

    @Override
    public int read() throws IOException {
        int next = super.read();
        count(next < 0 ? 0 : 1);
        return next;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int count = super.read(into, offset, length);
        count(Math.max(0, count));
        return count;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void count(int bytes) {
        left -= bytes;
        if (left < 0) {
            throw new BodyTooLarge(LIMIT_BYTES);
        }
    }
}
