package com.evaratech.local.thingspeak.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.local.thingspeak.channels.Channel;
import com.evaratech.local.thingspeak.channels.ChannelStore;
import com.evaratech.local.thingspeak.channels.Row;
import com.evaratech.local.thingspeak.channels.Slot;
import com.evaratech.local.thingspeak.channels.StandInClock;
import com.evaratech.local.thingspeak.channels.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String FEEDS =
            """
            {"channel":{"id":31,"name":"Cistern","latitude":"0.0","longitude":"0.0","field1":"Depth","field4":"Pump",
             "created_at":"2017-01-01T00:00:00Z","updated_at":"2018-09-01T00:00:00Z","last_entry_id":14},
             "feeds":[
              {"created_at":"2018-09-05T10:00:00Z","entry_id":11,"field1":"12.5\\r\\n\\r\\n","field4":null},
              {"created_at":"2018-09-05T10:01:00Z","entry_id":13,"field1":" NaN ","field4":""},
              {"created_at":"2018-09-05T10:01:00Z","entry_id":12,"field1":"N/A","field4":"0.0HTTP/1.1"},
              {"created_at":"2062-04-01T00:00:00Z","entry_id":14,"field1":"4,8","field4":"None"}]}
            """;

    private final StandInClock clock = new StandInClock(InstantSource.fixed(NOW));
    private final ChannelStore store = new ChannelStore(100);

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path folder;

    @Test
    void shouldMoveTheNewestPlausibleRowToNowAndLeaveTheFutureAhead() throws IOException {
        Files.writeString(folder.resolve("31.json"), FEEDS);
        var _ = Replay.start(ReplayOptions.atOnce(folder), store, clock);
        List<Row> rows = rows(31);
        assertThat(rows).extracting(Row::entryId).containsExactly(11L, 13L, 12L, 14L);
        assertThat(rows.get(0).createdAt()).isEqualTo(NOW.minusSeconds(60));
        assertThat(rows.get(2).createdAt()).isEqualTo(NOW);
        assertThat(rows.get(3).createdAt()).isAfter(NOW.plus(Duration.ofDays(40 * 365)));
        assertThat(channel(31).lastEntryId()).isEqualTo(14);
    }

    @Test
    void shouldKeepValuesToTheLastCharacter() throws IOException {
        Files.writeString(folder.resolve("31.json"), FEEDS);
        var _ =
                Replay.start(
                        new ReplayOptions(folder, false, OptionalDouble.empty()), store, clock);
        assertThat(rows(31))
                .extracting(row -> row.get(Slot.FIELD1))
                .containsExactly("12.5\r\n\r\n", " NaN ", "N/A", "4,8");
        assertThat(rows(31))
                .extracting(row -> row.get(Slot.FIELD4))
                .containsExactly(null, "", "0.0HTTP/1.1", "None");
        assertThat(rows(31).getFirst().createdAt())
                .isEqualTo(Instant.parse("2018-09-05T10:00:00Z"));
    }

    @Test
    void shouldReadExportsWithOffsetsAndWrappedLines() throws IOException {
        Files.writeString(
                folder.resolve("buoy.csv"),
                """
                created_at,entry_id,field1,field2,latitude,longitude,elevation,status
                2025-03-30T01:30:00+01:00,1,7,,,,,"a, b"
                "2025-03-30T03:30:00+02:00,2,8,""x\ny"",1.5,2.5,3,""ok, \"""
                """);
        Files.writeString(folder.resolve("other.csv"), "timestamp,value\n2014-01-01 00:00:00,1\n");
        Replay replay =
                Replay.start(
                        new ReplayOptions(folder, false, OptionalDouble.empty()), store, clock);
        List<Row> rows = rows(ReplayOptions.FIRST_CSV_CHANNEL);
        assertThat(rows)
                .extracting(Row::createdAt)
                .containsExactly(
                        Instant.parse("2025-03-30T00:30:00Z"),
                        Instant.parse("2025-03-30T01:30:00Z"));
        assertThat(rows).extracting(row -> row.get(Slot.STATUS)).containsExactly("a, b", "ok, ");
        assertThat(rows).extracting(row -> row.get(Slot.FIELD2)).containsExactly(null, "x\ny");
        assertThat(replay.skipped()).containsOnlyKeys(folder.resolve("other.csv"));
    }

    @Test
    void shouldLetRowsAppearAtTheirSpeed() throws IOException {
        Files.writeString(folder.resolve("31.json"), FEEDS);
        Replay replay =
                Replay.start(new ReplayOptions(folder, true, OptionalDouble.of(10)), store, clock);
        replay.tick();
        assertThat(rows(31)).extracting(Row::entryId).containsExactly(11L);
        clock.advance(Duration.ofSeconds(6));
        replay.tick();
        assertThat(rows(31)).extracting(Row::entryId).containsExactly(11L, 12L, 13L, 14L);
        assertThat(rows(31).get(1).createdAt()).isEqualTo(NOW.plusSeconds(6));
        assertThat(replay.finished()).isTrue();
    }

    private Channel channel(long id) {
        return store.find(id).orElseThrow();
    }

    private List<Row> rows(long id) {
        return channel(id).newest(Window.ALL, 100);
    }
}
