package com.evaratech.node.status;

import com.evaratech.common.reading.NodeReadings;
import com.evaratech.common.reading.QuietPolls;
import com.evaratech.common.reading.Reading;
import com.evaratech.common.reading.ReadingsCodec;
import com.evaratech.common.reading.Source;
import com.evaratech.common.reading.Watermark;
import com.evaratech.common.stream.Entry;
import org.jspecify.annotations.Nullable;

/** What an entry of the stream says about whether nodes report. */
sealed interface Fact {

    /**
     * A node measured something.
     *
     * @param atMillis time of its newest reading in the entry, by the reading itself
     */
    record Reported(long nodeNumber, Source source, long atMillis) implements Fact {}

    /** A source's readings had got through to the partition by then. */
    record Beat(Source source, long atMillis) implements Fact {}

    /** Channels had nothing new when they were asked. */
    record Quiet(QuietPolls polls) implements Fact {}

    /** The fact in an entry; null when it is of a kind that says nothing about it. */
    static @Nullable Fact of(Entry entry) {
        if (ReadingsCodec.isReadings(entry)) {
            return reported(ReadingsCodec.decode(entry));
        }
        if (Watermark.isIn(entry)) {
            var beat = Watermark.of(entry);
            return new Beat(beat.source(), beat.at().toEpochMilli());
        }
        if (QuietPolls.areIn(entry)) {
            return new Quiet(QuietPolls.of(entry));
        }
        return null;
    }

    private static Reported reported(NodeReadings readings) {
        long newest =
                readings.readings().stream()
                        .mapToLong(Reading::recordedAtMillis)
                        .max()
                        .orElseThrow();
        return new Reported(readings.nodeNumber(), readings.source(), newest);
    }
}
