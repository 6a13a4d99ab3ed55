package com.evaratech.local.thingspeak.channels;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import net.jqwik.api.constraints.WithNull;
import org.junit.jupiter.api.Test;

class ChannelTest {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

    @Property
    void shouldKeepTheNewestRowsInTimesOrderAndEqualOnesInArrivals(
            @ForAll @Size(max = 60) List<@IntRange(min = 0, max = 20) Integer> seconds) {
        int bound = 25;
        Channel channel = channel(bound);
        List<Long> arrived = new ArrayList<>();
        for (int second : seconds) {
            arrived.add(channel.append(START.plusSeconds(second), Cells.NONE).entryId());
        }
        List<Row> rows = channel.newest(Window.ALL, 100);
        assertThat(rows).hasSize(Math.min(bound, seconds.size()));
        assertThat(rows)
                .isSortedAccordingTo(
                        Comparator.comparingLong(Row::second).thenComparingLong(Row::entryId));
        assertThat(channel.lastEntryId()).isEqualTo(arrived.isEmpty() ? null : arrived.getLast());
    }

    @Property
    void shouldGiveBackEveryValue(
            @ForAll @Size(max = 8)
                    List<
                                    @WithNull @CharRange(from = '\u0000', to = '\uD7FF')
                                    @StringLength(max = 40) String>
                            fields) {
        Cells cells = Cells.ofFields(fields.toArray(new String[0]));
        assertThat(new Row(START, 1, cells).cells().toString()).isEqualTo(cells.toString());
    }

    @Test
    void shouldCutValuesAtTwoHundredAndFiftyFive() {
        assertThat(Cells.NONE.with(Slot.STATUS, "ä".repeat(300)).get(Slot.STATUS)).hasSize(255);
        assertThat(Cells.ofFields("x".repeat(300)).get(Slot.FIELD1)).hasSize(255);
    }

    @Test
    void shouldStopAtTheWindow() {
        Channel channel = channel(100);
        for (int i = 0; i < 10; i++) {
            var _ = channel.append(START.plusSeconds(i), Cells.NONE);
        }
        long from = START.getEpochSecond();
        Window window = new Window(from + 2, from + 7, 4, Long.MAX_VALUE);
        assertThat(channel.newest(window, 3)).extracting(Row::entryId).containsExactly(6L, 7L, 8L);
        assertThat(channel.newest(window, 100))
                .extracting(Row::entryId)
                .containsExactly(4L, 5L, 6L, 7L, 8L);
    }

    private static Channel channel(int bound) {
        ChannelStore store = new ChannelStore(bound);
        return store.create(
                new ChannelInfo(
                        1,
                        "One",
                        null,
                        Place.UNSET,
                        Labels.of("A"),
                        START,
                        Access.derived(1, true)));
    }
}
