package com.evaratech.common.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class EntryCodecTest {

    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    @Property
    void shouldReadWhatWasWritten(
            @ForAll @IntRange(min = 1, max = 255) int schema,
            @ForAll @IntRange(max = 255) int kind,
            @ForAll @LongRange(min = 0) long key,
            @ForAll boolean traced,
            @ForAll byte[] payload) {
        var entry = new Entry(schema, kind, key, traced ? TRACE : null, payload);

        var read = EntryCodec.decode(EntryCodec.encode(entry));

        assertThat(read).usingRecursiveComparison().isEqualTo(entry);
    }

    @Property
    void shouldReadOrRefuseAnyBytes(@ForAll byte[] bytes) {
        try {
            assertThat(EntryCodec.decode(bytes).key()).isNotNegative();
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageMatching("(?s)no entry.*|entry with schema.*");
        }
    }

    @Test
    void shouldLeaveOutTraceThatIsNone() {
        var entry = new Entry(1, 1, 7, "rubbish", new byte[] {1});

        assertThat(EntryCodec.decode(EntryCodec.encode(entry)).traceparent()).isNull();
    }

    @Test
    void shouldTellNewerFormsFromWrongOnes() {
        byte[] bytes = EntryCodec.encode(new Entry(3, 1, 7, null, new byte[0]));
        assertThat(EntryCodec.isNewerThan(2, bytes)).isTrue();
        assertThat(EntryCodec.isNewerThan(3, bytes)).isFalse();
        bytes[0] = 2;
        assertThat(EntryCodec.isNewerThan(3, bytes)).isTrue();
        assertThat(EntryCodec.isNewerThan(3, new byte[] {9})).isFalse();
    }

    @Test
    void shouldRefuseEntryThatIsCutOff() {
        byte[] bytes = EntryCodec.encode(new Entry(1, 1, 300, TRACE, new byte[0]));

        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = java.util.Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> EntryCodec.decode(cut))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
