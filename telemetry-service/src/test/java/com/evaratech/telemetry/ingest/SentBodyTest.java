package com.evaratech.telemetry.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.evaratech.common.problem.InvalidRequest;
import com.evaratech.telemetry.TelemetryException.BodyTooLarge;
import com.evaratech.telemetry.TelemetryException.UnsupportedBody;
import jakarta.ws.rs.core.MediaType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SentBodyTest {

    @Property(tries = 200)
    void shouldGiveWhatWasPacked(@ForAll byte[] body) throws IOException {
        assertThat(open(packed(body), "gzip").use(InputStream::readAllBytes)).isEqualTo(body);
        assertThat(open(body, null).use(InputStream::readAllBytes)).isEqualTo(body);
    }

    @Property(tries = 200)
    void shouldTellOfADamagedPackageThatItIsNotWhole(@ForAll int place, @ForAll byte wrong)
            throws IOException {
        byte[] packed = packed(new byte[500]);
        packed[Math.floorMod(place, packed.length)] ^= wrong;
        try {
            var _ = open(packed, "gzip").use(InputStream::readAllBytes);
        } catch (InvalidRequest told) {
            assertThat(told.errors()).hasSize(1);
        }
    }

    @Test
    void shouldTellOfAPackageThatEndsEarlyThatItIsNotWhole() throws IOException {
        byte[] packed = packed(new byte[500]);
        byte[] half = Arrays.copyOf(packed, packed.length / 2);

        assertThatThrownBy(() -> open(half, "gzip").use(InputStream::readAllBytes))
                .isInstanceOf(InvalidRequest.class);
    }

    @Test
    void shouldStopUnpackingAtTheLimit() throws IOException {
        byte[] bomb = packed(new byte[32 << 20]);
        assertThat(bomb).hasSizeLessThan(1 << 20);
        var unpacked = new long[1];

        assertThatThrownBy(() ->
                        open(bomb, "gzip")
                                .use(body -> {
                                    for (int each = body.read(); each >= 0; each = body.read()) {
                                        unpacked[0]++;
                                    }
                                    return unpacked;
                                }))
                .isInstanceOf(BodyTooLarge.class);
        assertThat(unpacked[0]).isEqualTo(SentBody.LIMIT_BYTES);
    }

    @Test
    void shouldRefuseCodingsAndCharsetsThatAreNotRead() {
        assertThatThrownBy(() -> open(new byte[0], "br")).isInstanceOf(UnsupportedBody.class);
        assertThatThrownBy(() -> open(new byte[0], "gzip, gzip"))
                .isInstanceOf(UnsupportedBody.class);
        assertThatThrownBy(() ->
                        SentBody.open(
                                InputStream.nullInputStream(),
                                null,
                                MediaType.valueOf("application/json; charset=utf-16")))
                .isInstanceOf(UnsupportedBody.class);
        var _ =
                SentBody.open(
                        InputStream.nullInputStream(),
                        null,
                        MediaType.valueOf("application/json; charset=UTF-8"));
    }

    private static SentBody open(byte[] body, @Nullable String coding) {
        return SentBody.open(new ByteArrayInputStream(body), coding, null);
    }

    static byte[] packed(byte[] body) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(body);
        }
        return packed.toByteArray();
    }
}
