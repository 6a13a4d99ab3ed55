package com.evaratech.telemetry.thingspeak;

import com.evaratech.common.problem.DependencyUnavailable;
import com.evaratech.common.reading.normalise.RejectReason;
import com.evaratech.telemetry.TelemetryException.DeviceTooFast;
import com.evaratech.telemetry.channel.Channels.Opened;
import com.evaratech.telemetry.ingest.DeviceLimits;
import com.evaratech.telemetry.ingest.Taken;
import com.evaratech.telemetry.thingspeak.FeedWriter.Outcome;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Takes an entry that came as one message, {@code field1=182&field4=7.1}, as {@code /update} takes
 * it. Blocks until its fate is known.
 */
@Singleton
public class ChannelMessages {

    private static final String TOO_FAST = "device_too_fast";
    private static final Duration A_MOMENT = Duration.ofSeconds(1);

    private final FeedWriter writer;
    private final DeviceLimits limits;
    private final InstantSource clock;

    ChannelMessages(FeedWriter writer, DeviceLimits limits, InstantSource clock) {
        this.writer = writer;
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * Writes the entry of a message.
     *
     * @throws SQLException when the database cannot be asked
     */
    public Taken take(Opened opened, byte[] message) throws SQLException {
        try (var _ = limits.begin(FeedWriter.limitKey(opened))) {
            Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            var parameters = Parameters.ofForm(new String(message, StandardCharsets.UTF_8));
            Optional<FeedWrite> write = FeedWrite.of(parameters, now);
            if (write.isEmpty()) {
                return unreadable();
            }
            Optional<Duration> tooFast = limits.readings(FeedWriter.limitKey(opened), 1);
            if (tooFast.isPresent()) {
                return new Taken.Later(TOO_FAST, tooFast.get(), true);
            }
            return switch (writer.write(opened, List.of(write.get()), now)) {
                case Outcome.Written _ -> new Taken.Accepted(1, 0);
                case Outcome.Gone _ -> new Taken.Rejected("node_not_found", "The channel is gone.");
                case Outcome.Later(Duration wait) -> new Taken.Later("unavailable", wait, false);
            };
        } catch (DeviceTooFast tooFast) {
            return new Taken.Later(TOO_FAST, tooFast.retryAfter().orElse(A_MOMENT), true);
        } catch (DependencyUnavailable away) {
            return new Taken.Later("unavailable", away.retryAfter().orElse(A_MOMENT), false);
        } catch (Refusal notAForm) {
            return unreadable();
        }
    }

    private static Taken unreadable() {
        return new Taken.Rejected(
                RejectReason.UNREADABLE.code(),
                "must be: field1 … field8, lat, long, elevation, status and created_at as a form,"
                        + " at least one value, each of at most 255 characters");
    }
}
