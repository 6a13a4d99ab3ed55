package com.evaratech.common.directory.publish;

import com.evaratech.common.bus.Bus;
import com.evaratech.common.directory.follow.DirectoryFollower;
import com.evaratech.common.directory.follow.DirectoryKind;
import com.evaratech.common.local.OutboxSchema;
import com.evaratech.common.local.TestRedis;
import com.evaratech.common.outbox.OutboxChange;
import com.evaratech.common.outbox.OutboxRelay;
import com.evaratech.common.outbox.OutboxTarget;
import com.evaratech.common.outbox.Overtaking;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.trace.TracerProvider;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A registry of things, its relay and its followers: the smallest service with a directory. */
public final class Things implements SnapshotSource, AutoCloseable {

    /** A thing is its name, and what is written on it. */
    public static final DirectoryKind<String, String> THING =
            new DirectoryKind<>("thing", Function.identity(), (name, text) -> text);

    private static final List<String> TABLES =
            List.of("thing", "outbox", "outbox_head", "outbox_relay");

    private final OutboxSchema schema = OutboxSchema.create();
    private final List<OutboxRelay> relays = new ArrayList<>();
    private final List<DirectoryFollower> followers = new ArrayList<>();
    private final AtomicInteger advanced = new AtomicInteger();
    private final Bus bus = TestRedis.bus();

    public Things() {
        schema.admin(
                """
                create table %s.thing (name text primary key, text text not null);
                grant select, insert, update, delete on %s.thing to evara_%s;
                """);
    }

    OutboxSchema schema() {
        return schema;
    }

    /** A target on these things, of which ends overtake. */
    DirectoryTarget target() {
        return new DirectoryTarget(
                bus,
                List.of("thing"),
                this,
                InstantSource.system(),
                new Overtaking(Set.of(), Set.of("thing")));
    }

    /** Starts a relay. */
    public OutboxRelay relay() {
        return relay(target());
    }

    OutboxRelay relay(OutboxTarget target) {
        OutboxRelay relay =
                new OutboxRelay(
                        schema.database(),
                        schema.name(),
                        target,
                        new SimpleMeterRegistry(),
                        TracerProvider.noop().get("test"),
                        InstantSource.system());
        relays.add(relay);
        relay.start();
        return relay;
    }

    /** Starts a follower. */
    public DirectoryFollower follower() {
        DirectoryFollower follower = new DirectoryFollower(bus, List.of(THING));
        followers.add(follower);
        follower.start();
        return follower;
    }

    /** Writes on a thing, or takes it away: row and event in one transaction. */
    public void set(String name, @Nullable String text) {
        inTransaction(connection -> set(connection, name, text));
    }

    /** Writes the same on many things, all in one transaction. */
    void setAll(List<String> names, String text) {
        inTransaction(connection -> {
            for (String name : names) {
                set(connection, name, text);
            }
        });
    }

    /** What is done in a transaction. */
    private interface Work {
        void on(Connection connection) throws SQLException;
    }

    private void inTransaction(Work work) {
        try (Connection connection = schema.database().getConnection()) {
            connection.setAutoCommit(false);
            work.on(connection);
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void set(Connection connection, String name, @Nullable String text)
            throws SQLException {
        try (var row =
                connection.prepareStatement(
                        text == null
                                ? "delete from %s.thing where name = ?".formatted(schema.name())
                                : """
                                insert into %s.thing (name, text) values (?, ?)
                                on conflict (name) do update set text = excluded.text
                                """
                                        .formatted(schema.name()))) {
            row.setString(1, name);
            if (text != null) {
                row.setString(2, text);
            }
            int _ = row.executeUpdate();
        }
        schema.append(connection, "thing", name, text);
    }

    /** What the tables say. */
    public Map<String, String> truth() {
        Map<String, String> things = new TreeMap<>();
        try (Connection connection = schema.database().getConnection()) {
            read(connection, page -> page.forEach(it -> things.put(it.key(), it.payload())));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return things;
    }

    /** What a follower says of the names that ever were. */
    public static Map<String, String> seen(DirectoryFollower follower, Iterable<String> names) {
        Map<String, String> things = new TreeMap<>();
        for (String name : names) {
            Optional<String> text = follower.find(THING, name);
            text.ifPresent(it -> things.put(name, it));
        }
        return things;
    }

    /** How often the numbers were advanced. */
    int advanced() {
        return advanced.get();
    }

    /** Keeps the database as it is now. */
    void backUp() {
        TABLES.forEach(table ->
                schema.admin("create table %s.backup_T as table %s.T".replace("T", table)));
    }

    /** Sets the database back to what was kept. */
    void restore() {
        TABLES.forEach(table ->
                schema.admin(
                        "truncate %s.T; insert into %s.T select * from %s.backup_T"
                                .replace("T", table)));
    }

    @Override
    public String form() {
        return "things-1";
    }

    @Override
    public void read(Connection connection, Consumer<List<OutboxChange>> pages)
            throws SQLException {
        List<OutboxChange> page = new ArrayList<>();
        try (var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                "select name, text from %s.thing order by name"
                                        .formatted(schema.name()))) {
            while (rows.next()) {
                page.add(new OutboxChange("thing", rows.getString(1), rows.getString(2)));
                if (page.size() == 100) {
                    pages.accept(List.copyOf(page));
                    page.clear();
                }
            }
        }
        if (!page.isEmpty()) {
            pages.accept(page);
        }
    }

    @Override
    public void advanceSequences(Connection connection) {
        advanced.incrementAndGet();
    }

    @Override
    public void close() {
        relays.forEach(OutboxRelay::stop);
        followers.forEach(DirectoryFollower::stop);
    }
}
