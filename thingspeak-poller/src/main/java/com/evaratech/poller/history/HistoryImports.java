package com.evaratech.poller.history;

import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What whoever polls a channel needs to know of the import of its history. */
@Singleton
public class HistoryImports {

    private final HistoryRepository rows;

    HistoryImports(HistoryRepository rows) {
        this.rows = rows;
    }

    /**
     * An import that is not at its end.
     *
     * @param channelNumber of the row
     * @param startedAt tells it from another one of the same channel
     * @param from where it ends
     * @param until everything measured later has been read
     */
    public record Running(long channelNumber, Instant startedAt, Instant from, Instant until) {}

    /** The import of a channel, if one runs. */
    public Optional<Running> running(long channelNumber, long channelId) throws SQLException {
        return rows.running(channelNumber, channelId);
    }

    /**
     * Notes that a page was published.
     *
     * @param next up to when is still to be read; null: it is at its end
     * @param read rows of the page
     * @param accepted those that became readings
     * @return what is still to be read; nothing, too, when somebody else went on
     */
    public Optional<Running> advance(Running from, @Nullable Instant next, int read, int accepted)
            throws SQLException {
        return rows.advance(from, next, read, accepted) && next != null
                ? Optional.of(
                        new Running(from.channelNumber(), from.startedAt(), from.from(), next))
                : Optional.empty();
    }
}
