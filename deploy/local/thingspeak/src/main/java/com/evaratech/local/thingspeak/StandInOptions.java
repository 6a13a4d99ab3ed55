package com.evaratech.local.thingspeak;

import com.evaratech.local.thingspeak.campus.CampusOptions;
import com.evaratech.local.thingspeak.protocol.ProtocolOptions;
import com.evaratech.local.thingspeak.replay.ReplayOptions;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a stand-in is to be started.
 *
 * @param host the address to listen on
 * @param port the port of ThingSpeak's interface, 0 for a free one
 * @param controlPort the port of {@code /standin}; empty means the same port, 0 a free one
 * @param rowsPerChannel how many rows a channel keeps
 * @param clock the time
 * @param seed decides the draws of faults by chance
 * @param protocol the terms of service
 * @param campus the modelled campus, if any
 * @param replay the recordings, if any
 */
public record StandInOptions(
        String host,
        int port,
        OptionalInt controlPort,
        int rowsPerChannel,
        InstantSource clock,
        long seed,
        ProtocolOptions protocol,
        Optional<CampusOptions> campus,
        Optional<ReplayOptions> replay) {

    /** An empty server on a free port of loopback, in real time. */
    public static StandInOptions empty() {
        return new StandInOptions(
                "127.0.0.1",
                0,
                OptionalInt.empty(),
                8000,
                InstantSource.system(),
                1,
                ProtocolOptions.FREE,
                Optional.empty(),
                Optional.empty());
    }

    public StandInOptions withHost(String value) {
        return new StandInOptions(
                value, port, controlPort, rowsPerChannel, clock, seed, protocol, campus, replay);
    }

    public StandInOptions withPort(int value) {
        return new StandInOptions(
                host, value, controlPort, rowsPerChannel, clock, seed, protocol, campus, replay);
    }

    public StandInOptions withControlPort(int value) {
        return new StandInOptions(
                host,
                port,
                OptionalInt.of(value),
                rowsPerChannel,
                clock,
                seed,
                protocol,
                campus,
                replay);
    }

    public StandInOptions withRowsPerChannel(int value) {
        return new StandInOptions(
                host, port, controlPort, value, clock, seed, protocol, campus, replay);
    }

    public StandInOptions withClock(InstantSource value) {
        return new StandInOptions(
                host, port, controlPort, rowsPerChannel, value, seed, protocol, campus, replay);
    }

    public StandInOptions withSeed(long value) {
        return new StandInOptions(
                host, port, controlPort, rowsPerChannel, clock, value, protocol, campus, replay);
    }

    public StandInOptions withProtocol(ProtocolOptions value) {
        return new StandInOptions(
                host, port, controlPort, rowsPerChannel, clock, seed, value, campus, replay);
    }

    public StandInOptions withCampus(CampusOptions value) {
        return new StandInOptions(
                host,
                port,
                controlPort,
                rowsPerChannel,
                clock,
                seed,
                protocol,
                Optional.of(value),
                replay);
    }

    public StandInOptions withReplay(ReplayOptions value) {
        return new StandInOptions(
                host,
                port,
                controlPort,
                rowsPerChannel,
                clock,
                seed,
                protocol,
                campus,
                Optional.of(value));
    }
}
