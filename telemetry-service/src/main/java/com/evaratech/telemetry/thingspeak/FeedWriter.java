package com.evaratech.telemetry.thingspeak;

import com.evaratech.common.directory.Directory;
import com.evaratech.common.metric.Kind;
import com.evaratech.common.reading.NodeReadings;
import com.evaratech.common.reading.Reading;
import com.evaratech.common.reading.ReadingsPublisher;
import com.evaratech.common.reading.Source;
import com.evaratech.common.reading.normalise.ChannelNormaliser;
import com.evaratech.common.reading.normalise.Normalised;
import com.evaratech.common.reading.normalise.RawRow;
import com.evaratech.common.reading.normalise.TimeWindow;
import com.evaratech.common.stream.publish.Acceptance;
import com.evaratech.telemetry.channel.Channels.Opened;
import com.evaratech.telemetry.ingest.Rejections;
import com.evaratech.telemetry.ingest.Rejections.Way;
import com.evaratech.telemetry.thingspeak.FeedAppend.Placed;
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

    private final FeedAppend feed;
    private final Directory directory;
    private final ReadingsPublisher publisher;
    private final Rejections rejections;

    FeedWriter(
            FeedAppend feed,
            Directory directory,
            ReadingsPublisher publisher,
            Rejections rejections) {
        this.feed = feed;
        this.directory = directory;
        this.publisher = publisher;
        this.rejections = rejections;
    }

    /** What became of entries. */
    sealed interface Outcome {

        /** They are accepted; their numbers, in their order. */
        record Written(List<Long> numbers) implements Outcome {

            public Written {
                numbers = List.copyOf(numbers);
            }
        }

        /** The channel was removed meanwhile. */
        record Gone() implements Outcome {}

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
        List<Normalised> normalised = normalised(opened, writes, now);
        long channel = opened.channel().id();
        Optional<List<Placed>> appended = feed.append(channel, writes);
        if (appended.isEmpty()) {
            return new Outcome.Gone();
        }
        List<Placed> placed = appended.get();
        // Entries that were there already, too: whoever wrote them may have died before this.
        Outcome outcome =
                publish(opened, normalised, now)
                        .<Outcome>map(Outcome.Later::new)
                        .orElseGet(() ->
                                new Outcome.Written(placed.stream().map(Placed::number).toList()));
        if (outcome instanceof Outcome.Later) {
            feed.remove(channel, placed);
        } else {
            normalised.forEach(each -> rejections.count(Way.THINGSPEAK, each.rejections()));
        }
        return outcome;
    }

    /** How long to wait before they are sent again; empty when they are accepted. */
    private Optional<Duration> publish(Opened opened, List<Normalised> normalised, Instant now) {
        List<Reading> readings =
                normalised.stream().map(Normalised::reading).flatMap(Optional::stream).toList();
        if (readings.isEmpty()) {
            return Optional.empty();
        }
        var entry =
                new NodeReadings(
                        opened.node().number(),
                        Kind.valueOf(opened.node().kind()),
                        Source.HTTP,
                        now,
                        readings);
        return switch (publisher.publish(entry).join()) {
            case Acceptance.Accepted _ -> Optional.empty();
            case Acceptance.Refused refused -> Optional.of(refused.retryAfter());
        };
    }

    private List<Normalised> normalised(Opened opened, List<FeedWrite> writes, Instant now) {
        var calibrations = directory.calibrations(opened.node().id()).await().indefinitely();
        var normaliser =
                new ChannelNormaliser(opened.mappings(), TimeWindow.STANDARD, calibrations);
        return writes.stream().map(write -> normaliser.normalise(row(write), now)).toList();
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
