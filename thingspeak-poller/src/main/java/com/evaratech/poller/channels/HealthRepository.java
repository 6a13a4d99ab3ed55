package com.evaratech.poller.channels;

import com.evaratech.common.access.Scope;
import com.evaratech.common.sql.Conditions;
import com.evaratech.poller.channels.ChannelHealth.Schedule;
import com.evaratech.poller.channels.ChannelHealth.Source;
import com.evaratech.poller.channels.ChannelHealth.State;
import com.evaratech.poller.source.Trouble;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads how the polling of a channel goes, by the database's clock. */
@Singleton
class HealthRepository {

    // Less is what any poll may have to wait when a replica has just ended.
    private static final double LATE_SECONDS = 30;

    // Of its pace: no poll is later than this by chance.
    private static final String LONGEST_PACE = "1.1";

    private final Pool database;

    HealthRepository(Pool database) {
        this.database = database;
    }

    /** Of the channel of a node of the scope. */
    Uni<Optional<ChannelHealth>> find(Scope scope, UUID nodeId, Source source) {
        Conditions conditions = Conditions.sql(nodeId).within(scope, "c");
        String query =
                """
                select %s, c.background_error, coalesce(c.pace_seconds, c.interval_seconds) as pace,
                    greatest(0, extract(epoch from statement_timestamp() - least(
                        coalesce(c.due_since, c.next_due_at),
                        case when c.failures = 0 then c.last_success_at + make_interval(
                            secs => %s * coalesce(c.pace_seconds, c.interval_seconds)) end
                        )))::float8 as late,
                    (select coalesce(sum(upper(r) - lower(r)), 0)::bigint from unnest(c.missing) r)
                        as missing_rows
                from polling.channel c
                where c.retired_at is null and c.node_id = $1 and %s
                """
                        .formatted(ChannelRepository.COLUMNS, LONGEST_PACE, conditions.text());
        return database.withConnection(connection ->
                connection
                        .preparedQuery(query)
                        .execute(Tuple.from(conditions.values()))
                        .flatMap(found -> {
                            List<Row> rows = ChannelRepository.all(found);
                            return rows.isEmpty()
                                    ? Uni.createFrom().item(Optional.empty())
                                    : health(connection, rows.getFirst(), source).map(Optional::of);
                        }));
    }

    private static Uni<ChannelHealth> health(SqlConnection connection, Row row, Source source) {
        return connection
                .preparedQuery(ChannelRepository.REJECTIONS)
                .execute(Tuple.of(row.getLong("number")))
                .map(rejections ->
                        health(
                                row,
                                source,
                                ChannelRepository.all(rejections).stream()
                                        .map(ChannelRepository::rejections)
                                        .toList()));
    }

    private static ChannelHealth health(Row row, Source source, List<RejectionCount> rejections) {
        Channel channel = ChannelRepository.channel(row);
        var schedule =
                new Schedule(
                        row.getDouble("pace"),
                        channel.nextDueAt(),
                        row.getDouble("late"),
                        channel.lastSuccessAt(),
                        channel.failures());
        long missing = row.getLong("missing_rows");
        return new ChannelHealth(
                channel.nodeId(),
                channel.channelId(),
                state(channel, schedule, source, missing),
                source,
                schedule,
                channel.lastRowAt(),
                channel.lastError(),
                missing,
                row.getString("background_error"),
                channel.rows(),
                rejections);
    }

    static State state(Channel channel, Schedule schedule, Source source, long missing) {
        PollError error = channel.lastError();
        if (!source.answering()) {
            return State.SOURCE_DOWN;
        }
        if (schedule.failures() > 0) {
            return error != null && Trouble.isOfMapping(error.kind())
                    ? State.REFUSED
                    : State.FAILING;
        }
        if (schedule.lastSuccessAt() == null) {
            return State.NEW;
        }
        if (schedule.lateSeconds() > LATE_SECONDS) {
            return State.LATE;
        }
        return missing > 0 ? State.CATCHING_UP : State.HEALTHY;
    }
}
