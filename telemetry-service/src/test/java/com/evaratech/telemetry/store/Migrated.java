package com.evaratech.telemetry.store;

import com.evaratech.common.metric.Kind;
import com.evaratech.local.testing.EvaraServers;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;

/** The schema for tests that need tables and no service. */
final class Migrated {

    private static final Map<String, String> VARIABLES = EvaraServers.variables("telemetry");

    private Migrated() {}

    /** The tests' database as the runtime role sees it, migrated as the service does. */
    static PGSimpleDataSource database() {
        var owner = source("DB_OWNER_USER", "DB_OWNER_PASSWORD");
        var _ =
                Flyway.configure()
                        .dataSource(owner)
                        .schemas("telemetry")
                        .defaultSchema("telemetry")
                        .locations("db/migration", "db/streams", "db/audit", "db/forget")
                        .placeholders(Map.of("runtimeRole", variable("DB_USER")))
                        .load()
                        .migrate();
        return source("DB_USER", "DB_PASSWORD");
    }

    /** Has the partition of an instant made. */
    static void month(DataSource database, Kind kind, Instant at) throws SQLException {
        KindColumns columns = KindColumns.of(kind);
        new Months(database, Clock.systemUTC())
                .ensure(columns, List.of(new StoredRow(columns, 1, at.toEpochMilli())));
    }

    private static PGSimpleDataSource source(String user, String password) {
        var source = new PGSimpleDataSource();
        source.setUrl("jdbc:" + variable("DATABASE_URL").replaceFirst("//[^@]*@", "//"));
        source.setUser(variable(user));
        source.setPassword(variable(password));
        return source;
    }

    private static String variable(String name) {
        return VARIABLES.getOrDefault(name, "");
    }
}
