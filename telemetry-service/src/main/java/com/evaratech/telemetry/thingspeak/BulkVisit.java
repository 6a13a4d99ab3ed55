package com.evaratech.telemetry.thingspeak;

import com.evaratech.telemetry.TelemetryException.DeviceTooFast;
import com.evaratech.telemetry.channel.Channels;
import com.evaratech.telemetry.channel.Channels.Opened;
import com.evaratech.telemetry.ingest.DeviceLimits;
import com.evaratech.telemetry.thingspeak.Refusal.Named;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A bulk write from its first byte to its answer: a stranger's until a key opens the channel that
 * it is sent to, from then on that channel's, with its limits.
 */
final class BulkVisit implements AutoCloseable {

    private final String id;
    private final Channels channels;
    private final DeviceLimits limits;
    private final BulkRoom room;
    private final BulkBody body;
    private @Nullable Opened opened;
    private BulkRoom.@Nullable Turn turn;
    private DeviceLimits.@Nullable Open request;

    BulkVisit(String id, Channels channels, DeviceLimits limits, BulkRoom room, BulkBody body) {
        this.id = id;
        this.channels = channels;
        this.limits = limits;
        this.room = room;
        this.body = body;
    }

    /**
     * Tries a key, unless one has opened the channel.
     *
     * @return whether it is open
     * @throws DeviceTooFast when the channel is past its limits
     * @throws Refusal when it has another bulk write at work
     */
    boolean tryKey(String key) throws SQLException {
        if (opened != null) {
            return true;
        }
        Optional<Opened> found =
                channels.forWriting(key)
                        .filter(each -> id.equals(Long.toString(each.channel().id())));
        if (found.isEmpty()) {
            return false;
        }
        request = limits.begin(FeedWriter.limitKey(found.get()));
        turn = room.begin(found.get().channel().id());
        body.know();
        opened = found.get();
        return true;
    }

    /**
     * The key of the body itself: one that is wrong ends the visit there.
     *
     * @throws Refusal when it does not open the channel
     */
    void show(String key) throws SQLException {
        if (!tryKey(key)) {
            throw notOpened();
        }
    }

    /**
     * The channel.
     *
     * @throws Refusal when no key has opened it
     */
    Opened opened() {
        if (opened == null) {
            throw notOpened();
        }
        return opened;
    }

    @Override
    public void close() {
        if (turn != null) {
            turn.close();
        }
        if (request != null) {
            request.close();
        }
        body.close();
    }

    private static Refusal notOpened() {
        return Refusal.of(Named.AUTH_REQUIRED, "The key is not the write key of this channel.");
    }
}
