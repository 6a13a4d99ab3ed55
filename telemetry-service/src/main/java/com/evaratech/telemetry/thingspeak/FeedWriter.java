package com.evaratech.telemetry.thingspeak;

import com.evaratech.common.directory.Directory;
import com.evaratech.common.metric.Kind;
import com.evaratech.common.reading.NodeReadings;
import com.evaratech.common.reading.Reading;
import com.evaratech.common.reading.ReadingsPublisher;
import com.evaratech.common.reading.Source;
import com.evaratech.common.reading.normalise.ChannelNormaliser;
import com.evaratech.common.reading.normalise.RawRow;
import com.evaratech.common.reading.normalise.TimeWindow;
import com.evaratech.common.stream.publish.Acceptance;
import com.evaratech.telemetry.channel.Channels.Opened;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes entries: kept as they were sent, under numbers of the channel, and what they mean
 * published as readings. An entry that the bus does not take is taken back, and its number is not
 * given again.
 */
@Singleton
class FeedWriter {

    private final FeedTable table;
    private final Directory directory;
    private final ReadingsPublisher publisher;

    FeedWriter(FeedTable table, Directory directory, ReadingsPublisher publisher) {
        this.table = table;
        this.directory = directory;
        this.publisher = publisher;
    }

    /** What became of entries. */
    sealed interface Outcome {

        /** They are accepted; their numbers follow each other. */
        record Written(long firstEntry) implements Outcome {}

        /** They cannot be taken now. */
        record Later(Duration pause) implements Outcome {}
    }

    /** What a channel is called where devices are limited. */
    static String limitKey(Opened opened) {
        return "channel " + opened.channel().id();
    }

    /**
     * Writes entries; returns when their fate is known.
     *
     * @param opened a channel that may have so many now
     * @param writes 1 to {@value NodeReadings#MOST}, of times that are accepted
     */
    Outcome write(Opened opened, List<FeedWrite> writes, Instant now) throws SQLException {
        List<Reading> readings = readings(opened, writes, now);
        long channel = opened.channel().id();
        long first = table.append(channel, writes);
        if (readings.isEmpty()) {
            return new Outcome.Written(first);
        }
        var entry =
                new NodeReadings(
                        opened.node().number(),
                        Kind.valueOf(opened.node().kind()),
                        Source.HTTP,
                        now,
                        readings);
        return switch (publisher.publish(entry).join()) {
            case Acceptance.Accepted _ -> new Outcome.Written(first);
            case Acceptance.Refused refused -> {
                table.remove(channel, first, writes.size());
                yield new Outcome.Later(refused.retryAfter());
            }
        };
    }

    private List<Reading> readings(Opened opened, List<FeedWrite> writes, Instant now) {
        var calibrations = directory.calibrations(opened.node().id()).await().indefinitely();
        var normaliser =
                new ChannelNormaliser(opened.mappings(), TimeWindow.STANDARD, calibrations);
        return writes.stream()
                .map(write -> normaliser.normalise(row(write), now).reading())
                .flatMap(Optional::stream)
                .toList();
    }

    private static RawRow row(FeedWrite write) {
        Map<Integer, String> fields = new HashMap<>();
        write.values()
                .forEach((column, value) -> {
                    if (column.isField()) {
                        fields.put(column.place(), value);
                    }
                });
        return new RawRow(write.createdAt(), fields);
    }
}
