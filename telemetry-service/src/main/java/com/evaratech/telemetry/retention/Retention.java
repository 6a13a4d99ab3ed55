package com.evaratech.telemetry.retention;

import com.evaratech.common.loop.Loop;
import com.evaratech.common.metric.Kind;
import com.evaratech.telemetry.aside.AsideDatabase;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.Date;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.jboss.logging.Logger;

/**
 * Makes the months that come and drops those that nobody wants to keep. Every replica looks; a lock
 * that goes with the transaction lets one of them work, which has no harm in it either way.
 */
@Singleton
class Retention {

    private static final Logger LOG = Logger.getLogger(Retention.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofHours(1);
    private static final String DROPPED = "evara.partitions.dropped";
    // A month longer than readings may have waited for their writer.
    private static final int MARGIN_DAYS = 7;

    // "keep" in ASCII, and the table.
    private static final String TRY_LOCK =
            "select pg_try_advisory_xact_lock(x'6b656570'::int4, 'telemetry.latest'::regclass::oid::int4)";

    /** By the names of partitions; the oldest that is past its time. */
    private static final String NEXT =
            """
            select what, kind, month from (
                select parts[1] as what, parts[2] as kind,
                    to_date(parts[3], 'YYYY_MM') as month,
                    case parts[1] when 'telemetry' then ? else ? end as until
                from (
                    select regexp_match(c.relname,
                        '^(telemetry|rollup_quarter)_(tank|flow|deep)_([0-9]{4}_[0-9]{2})$') as parts
                    from pg_inherits i
                    join pg_class c on c.oid = i.inhrelid
                    where i.inhparent = any(array[
                        'telemetry.telemetry_tank', 'telemetry.telemetry_flow',
                        'telemetry.telemetry_deep', 'telemetry.rollup_quarter_tank',
                        'telemetry.rollup_quarter_flow', 'telemetry.rollup_quarter_deep'
                        ]::regclass[])) named
                where parts is not null) months
            where month + interval '1 month' <= until
            order by month limit 1
            """;

    private final AsideDatabase database;
    private final KeptDays kept;
    private final InstantSource clock;
    private final Counter dropped;
    private final Loop loop = new Loop("retention", this::turn);

    Retention(AsideDatabase database, KeptDays kept, InstantSource clock, MeterRegistry metrics) {
        this.database = database;
        this.kept = kept;
        this.clock = clock;
        this.dropped =
                Counter.builder(DROPPED)
                        .description("Months of readings and quarters of an hour that were dropped")
                        .register(metrics);
    }

    void start(@Observes StartupEvent event) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent event) {
        loop.stop();
    }

    /** Drops one month, or makes the next ones; how long to wait. */
    Duration turn() throws SQLException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                boolean mayGoOn =
                        locked(connection)
                                && (dropOldest(connection) || OutcomeNotes.removeOld(connection));
                if (!mayGoOn) {
                    makeAhead(connection);
                }
                connection.commit();
                return mayGoOn ? Duration.ZERO : BETWEEN_LOOKS;
            } finally {
                // What is committed stays; a pool would commit what is not.
                connection.rollback();
            }
        }
    }

    private static boolean locked(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(TRY_LOCK);
                var rows = statement.executeQuery()) {
            return rows.next() && rows.getBoolean(1);
        }
    }

    private boolean dropOldest(Connection connection) throws SQLException {
        try (var next = connection.prepareStatement(NEXT)) {
            next.setObject(1, today().minusDays(kept.readings() + MARGIN_DAYS + 1L));
            next.setObject(2, today().minusDays(kept.quarters() + MARGIN_DAYS + 1L));
            try (var rows = next.executeQuery()) {
                if (!rows.next()) {
                    return false;
                }
                String what = rows.getString("what");
                String kind = rows.getString("kind");
                LocalDate month = rows.getObject("month", LocalDate.class);
                drop(connection, what, kind, month);
                return true;
            }
        }
    }

    private void drop(Connection connection, String what, String kind, LocalDate month)
            throws SQLException {
        try (var statement =
                connection.prepareStatement("select telemetry.drop_month(?, ?, ?, ?)")) {
            statement.setString(1, what);
            statement.setString(2, kind);
            statement.setObject(3, month);
            statement.setInt(4, "telemetry".equals(what) ? kept.readings() : kept.quarters());
            boolean _ = statement.execute();
        }
        dropped.increment();
        LOG.infof("Month is dropped table=%s_%s month=%s", what, kind, month);
    }

    /** This month and the next: who writes finds them. */
    private void makeAhead(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement("select telemetry.ensure_month(?, ?)")) {
            for (Kind kind : Kind.values()) {
                for (LocalDate month : List.of(today(), today().plusMonths(1))) {
                    statement.setString(1, kind.name().toLowerCase(Locale.ROOT));
                    statement.setDate(2, Date.valueOf(month));
                    boolean _ = statement.execute();
                }
            }
        }
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
