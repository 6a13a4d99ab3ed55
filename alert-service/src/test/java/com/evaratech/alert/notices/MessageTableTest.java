package com.evaratech.alert.notices;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class MessageTableTest {

    @Test
    void shouldKeepMuchInSeveralRows() {
        var hold = new Hold("quiet_hours", Instant.parse("2026-05-01T12:00:00Z"));
        List<Long> changes = LongStream.rangeClosed(1, 2_500).boxed().toList();

        var rows = MessageTable.kept(7, hold, changes);

        assertThat(rows)
                .extracting(row -> row.getString("alerts"))
                .containsExactly(
                        Message.literal(changes.subList(0, 1_000)),
                        Message.literal(changes.subList(1_000, 2_000)),
                        Message.literal(changes.subList(2_000, 2_500)));
        assertThat(rows).allMatch(row -> row.getLong("route_number") == 7);
    }
}
