package com.evaratech.local.thingspeak.campus;

import com.evaratech.local.thingspeak.channels.Cells;
import com.evaratech.local.thingspeak.channels.Channel;
import java.time.Instant;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A node: an instrument that reports to a channel at its interval. */
public final class CampusNode {
    private static final long TEN_YEARS_SECONDS = 3653L * 86_400;
    private static final int JITTER_SECONDS = 3;

    private final Category category;
    private final Channel channel;
    private final Instrument instrument;
    private long due;
    private long jitter;
    private long reported;
    private String @Nullable [] last;
    private boolean silent;
    private boolean stuck;

    CampusNode(Category category, Channel channel, Instrument instrument, long firstDue) {
        this.category = category;
        this.channel = channel;
        this.instrument = instrument;
        this.due = firstDue;
    }

    /** Reports if it is time to. */
    void report(Moment moment, long intervalSeconds, Quirks quirks, RandomGenerator random) {
        while (due + jitter <= moment.second()) {
            String[] now = last != null && stuck ? last : instrument.read(moment, random);
            last = now;
            if (!quirks.drops(random) && !silent) {
                send(now, quirks, random);
            }
            due += intervalSeconds;
            jitter = random.nextInt(JITTER_SECONDS);
        }
    }

    private void send(String[] values, Quirks quirks, RandomGenerator random) {
        @Nullable String[] arrived = new @Nullable String[values.length];
        for (int i = 0; i < values.length; i++) {
            arrived[i] = quirks.arrival(values[i], random);
        }
        long time = due + jitter;
        if (quirks.repeatsTime(random) && reported != 0) {
            time = reported;
        }
        reported = time;
        long dated = quirks.datesAhead(random) ? time + TEN_YEARS_SECONDS : time;
        var _ = channel.append(Instant.ofEpochSecond(dated), Cells.ofFields(arrived));
    }

    public Category category() {
        return category;
    }

    public Channel channel() {
        return channel;
    }

    /** The key under which the node may be registered with Evara. */
    public String key() {
        return "campus-" + channel.info().id();
    }

    /** Sizes and depths by their names in Evara's registry. */
    public Map<String, Double> geometry() {
        return instrument.geometry();
    }

    void silent(boolean value) {
        silent = value;
    }

    void stuck(boolean value) {
        stuck = value;
    }
}
