package com.evaratech.poller.history;

import com.fasterxml.jackson.annotation.JsonValue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An import of a channel's history.
 *
 * @param channelId ThingSpeak's number of the channel
 * @param days how far back it goes, 1 to 400
 * @param state whether it runs
 * @param progressPercent how much of the time has been read, 0 to 100
 * @param from where it ends: it goes backwards
 * @param readUntil everything measured later has been read
 * @param startedAt when it was asked for
 * @param endedAt when all was read; {@code null}: not yet
 * @param rowsRead rows that were read
 * @param rowsAccepted those of them that became readings, known ones included
 * @param lastError kind of what was wrong when older rows of the channel were last asked for;
 *     {@code null}: nothing
 */
@RegisterForReflection
public record HistoryImport(
        long channelId,
        int days,
        State state,
        int progressPercent,
        Instant from,
        Instant readUntil,
        Instant startedAt,
        @Nullable Instant endedAt,
        long rowsRead,
        long rowsAccepted,
        @Nullable String lastError) {

    /** Whether an import runs. */
    @RegisterForReflection
    public enum State {
        RUNNING,
        DONE;

        @JsonValue
        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
