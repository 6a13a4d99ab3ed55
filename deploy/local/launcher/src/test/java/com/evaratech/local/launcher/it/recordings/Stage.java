package com.evaratech.local.launcher.it.recordings;

import com.evaratech.local.thingspeak.StandIn;
import com.evaratech.local.thingspeak.StandInOptions;
import com.evaratech.local.thingspeak.channels.Access;
import com.evaratech.local.thingspeak.channels.ChannelInfo;
import com.evaratech.local.thingspeak.misbehave.Fault;
import com.evaratech.local.thingspeak.misbehave.RequestCount;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** ThingSpeak as the fleet sees it: it lives in the test, which fills its channels. */
final class Stage implements AutoCloseable {

    private static final long FIRST_CHANNEL = 600_001;

    private final StandIn thingSpeak;

    private Stage(StandIn thingSpeak) {
        this.thingSpeak = thingSpeak;
    }

    static Stage open() throws IOException {
        return new Stage(StandIn.start(StandInOptions.empty()));
    }

    String url() {
        return thingSpeak.uri().toString();
    }

    /** A new channel, empty, that looks as the device's. */
    Play play(Device device) {
        ChannelInfo recorded = device.recordings().getFirst().info();
        long id = FIRST_CHANNEL + thingSpeak.store().size();
        return new Play(
                thingSpeak
                        .store()
                        .create(
                                new ChannelInfo(
                                        id,
                                        recorded.name(),
                                        recorded.description(),
                                        recorded.place(),
                                        recorded.labels(),
                                        recorded.createdAt(),
                                        Access.derived(id, true))),
                device);
    }

    /** How often a channel was asked for. */
    long requests(long channel) {
        return thingSpeak.counts().of(channel).map(RequestCount::requests).orElse(0L);
    }

    /** Answers for a channel take this long, until it is closed. */
    Delay delay(long channel, Duration by) {
        long rule = thingSpeak.faults().byChance(Optional.of(channel), 1, new Fault.Delay(by));
        return () -> {
            boolean _ = thingSpeak.faults().remove(rule);
        };
    }

    /** Something that ends. */
    interface Delay extends AutoCloseable {
        @Override
        void close();
    }

    @Override
    public void close() {
        thingSpeak.close();
    }
}
