package com.evaratech.common.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.evaratech.common.access.Placement;
import com.evaratech.common.metric.Kind;
import com.evaratech.common.stream.Entry;
import com.evaratech.common.stream.EntryCodec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ForgetTest {

    private static final UUID NODE = UUID.fromString("c2f1b7de-97a0-4e4b-a6de-2b3f1c9e7a55");
    private static final UUID EXPORT = UUID.fromString("0b6cf2f2-8f3e-4c8e-9d64-1f0d8a4f4b1c");
    private static final UUID DISTRIBUTOR = UUID.fromString("e3b8a1c4-0d7f-4a53-8c66-7d5e9f2b1a08");
    private static final UUID COMMUNITY = UUID.fromString("7f4e2d9b-3c6a-4b1e-9f28-6a0c5d8e1b34");
    private static final UUID CUSTOMER = UUID.fromString("5a9d7c1e-51c5-4a52-8f5b-0c8a2b9d3e11");
    private static final Instant AT = Instant.parse("2026-05-01T12:00:00Z");

    @ParameterizedTest
    @EnumSource(Kind.class)
    void shouldBeReadAsItWasWritten(Kind kind) {
        for (var customer : new @Nullable UUID[] {CUSTOMER, null}) {
            var forget = forget(kind, customer);

            Entry read = EntryCodec.decode(EntryCodec.encode(forget.toEntry(null)));

            assertThat(NodeFact.in(read)).isEqualTo(forget);
        }
    }

    @Test
    void shouldBeWrittenAsTheDocumentShows() throws Exception {
        Entry entry = forget(Kind.TANK, null).toEntry(null);

        assertThat(Files.readString(Path.of("..", "docs", "api", "events.md")))
                .contains("`" + HexFormat.of().formatHex(entry.payload()) + "`");
    }

    @Test
    void shouldHoldWhoDoesNotKnowOfDeletions() {
        byte[] bytes = EntryCodec.encode(forget(Kind.TANK, null).toEntry(null));

        assertThat(EntryCodec.isNewerThan(ReadingsCodec.SCHEMA, bytes)).isTrue();
        assertThat(EntryCodec.isNewerThan(NodeFact.NEWEST_SCHEMA, bytes)).isFalse();
    }

    @Test
    void shouldTellNothingOfOneNodeInAWatermark() {
        assertThat(NodeFact.in(new Watermark(Source.HTTP, AT).toEntry())).isNull();
    }

    @Test
    void shouldRefuseWhatIsNone() {
        byte[] good = forget(Kind.TANK, CUSTOMER).toEntry(null).payload();
        byte[] unknown = good.clone();
        unknown[0] = 99;
        byte[] flagged = good.clone();
        flagged[1 + 4 * 16] = 7;

        assertThatThrownBy(() -> Forget.of(entry(unknown))).hasMessageContaining("kind 99");
        assertThatThrownBy(() -> Forget.of(entry(flagged))).hasMessageContaining("flag 7");
        assertThatThrownBy(() -> Forget.of(entry(Arrays.copyOf(good, good.length - 1))))
                .hasMessageContaining("cut off");
        assertThatThrownBy(() -> Forget.of(entry(Arrays.copyOf(good, good.length + 1))))
                .hasMessageContaining("something else");
        assertThatThrownBy(() -> Forget.of(new Entry(2, 1, 7, null, good)))
                .hasMessageContaining("kind 1");
    }

    private static Forget forget(Kind kind, @Nullable UUID customer) {
        var place = new Placement(DISTRIBUTOR, COMMUNITY, customer);
        return new Forget(7, NODE, EXPORT, kind, place, AT, AT.plusSeconds(90 * 86_400));
    }

    private static Entry entry(byte[] payload) {
        return new Entry(2, 2, 7, null, payload);
    }
}
