package com.evaratech.common.forget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.common.access.Placement;
import com.evaratech.common.local.StreamSchema;
import com.evaratech.common.metric.Kind;
import com.evaratech.common.reading.Forget;
import com.evaratech.common.stream.StreamId;
import com.evaratech.common.stream.consume.Received;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** The removal of deleted nodes under deaths, on a real database. */
class RemovalsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int LINES = 700;
    private static final int PORTION = 50;

    private final StreamSchema schema = StreamSchema.create();

    /** Numbers in a table, of which a node has as many as {@link #LINES}. */
    private final class Numbers implements NodeData {

        private final AtomicInteger portions = new AtomicInteger();

        // Of so many portions one dies, before it is committed; 0: none.
        private final int deadly;

        Numbers(int deadly) {
            this.deadly = deadly;
        }

        @Override
        public ExportPage export(Connection transaction, ForgottenNode node) throws SQLException {
            String reached = node.reached();
            var lines = new ArrayList<String>();
            long last = 0;
            try (var statement =
                    transaction.prepareStatement(
                            """
                            select value from %s.effect where key = ? and value > ?
                            order by value limit ?
                            """
                                    .formatted(schema.name()))) {
                statement.setLong(1, node.number());
                statement.setLong(2, reached == null ? -1 : Long.parseLong(reached));
                statement.setInt(3, PORTION);
                try (var rows = statement.executeQuery()) {
                    while (rows.next()) {
                        last = rows.getLong(1);
                        lines.add(Long.toString(last));
                    }
                }
            }
            mayDie(transaction);
            return new ExportPage(lines, lines.size() < PORTION ? null : Long.toString(last));
        }

        @Override
        public boolean remove(Connection transaction, ForgottenNode node) throws SQLException {
            try (var statement =
                    transaction.prepareStatement(
                            """
                            delete from %1$s.effect where number in (
                                select number from %1$s.effect where key = ? limit ?)
                            """
                                    .formatted(schema.name()))) {
                statement.setLong(1, node.number());
                statement.setInt(2, PORTION);
                int removed = statement.executeUpdate();
                mayDie(transaction);
                return removed > 0;
            }
        }

        /** As the database sees a process that was killed. */
        private void mayDie(Connection transaction) throws SQLException {
            if (deadly > 0 && portions.incrementAndGet() % deadly == 0) {
                try (var statement = transaction.createStatement()) {
                    boolean _ = statement.execute("select pg_terminate_backend(pg_backend_pid())");
                }
            }
        }
    }

    @Test
    void shouldExportWholeAndOnceThoughManyDieInTheMiddle() throws Exception {
        schema.admin("grant delete on %s.effect to evara_%s".replace("%s", schema.name()));
        UUID export = forget(7);
        UUID _ = forget(8);

        // Two processes, and every fifth portion of each is its last.
        var one = removals(new Numbers(5));
        var other = removals(new Numbers(5));
        one.start();
        other.start();
        await().atMost(PATIENCE).until(this::removed, List.of(7L, 8L)::equals);
        one.stop();
        other.stop();

        assertThat(export(export)).containsExactlyElementsOf(numbers());
        assertThat(schema.numbers("select lines from %s.forgotten_node where number = 7"))
                .containsExactly((long) LINES);
        assertThat(schema.numbers("select count(*) from %s.effect")).containsExactly(0L);
    }

    @Test
    void shouldGoOnWhereAnotherProcessStopped() throws Exception {
        schema.admin("grant delete on %s.effect to evara_%s".replace("%s", schema.name()));
        UUID export = forget(7);
        var one = removals(new Numbers(0));
        one.start();
        await().atMost(PATIENCE).until(() -> chunks() > 2);
        one.stop();

        var next = removals(new Numbers(0));
        next.start();
        await().atMost(PATIENCE).until(this::removed, List.of(7L)::equals);
        next.stop();

        assertThat(export(export)).containsExactlyElementsOf(numbers());
    }

    @Test
    void shouldRemoveNothingThatCannotBeExportedAndGoOnWithTheOthers() throws Exception {
        schema.admin("grant delete on %s.effect to evara_%s".replace("%s", schema.name()));
        UUID _ = forget(7);
        UUID _ = forget(8);
        var numbers = new Numbers(0);
        NodeData refusing =
                new NodeData() {
                    @Override
                    public ExportPage export(Connection transaction, ForgottenNode node)
                            throws SQLException {
                        if (node.number() == 7) {
                            throw new IllegalStateException("refused");
                        }
                        return numbers.export(transaction, node);
                    }

                    @Override
                    public boolean remove(Connection transaction, ForgottenNode node)
                            throws SQLException {
                        return numbers.remove(transaction, node);
                    }
                };
        var removals = removals(refusing);
        removals.start();
        await().atMost(PATIENCE).until(this::removed, List.of(8L)::equals);
        removals.stop();

        assertThat(schema.numbers("select failures from %s.forgotten_node where number = 7"))
                .first()
                .satisfies(failures -> assertThat(failures).isPositive());
        assertThat(schema.numbers("select count(*) from %s.effect where key = 7"))
                .containsExactly((long) LINES);
    }

    private Removals removals(NodeData data) {
        return new Removals(schema.name(), schema.database(), data, new SimpleMeterRegistry());
    }

    /** A node with its numbers, forgotten twice as a repeated entry would. */
    private UUID forget(long number) throws SQLException {
        schema.admin(
                "insert into %%s.effect (key, value) select %d, generate_series(0, %d)"
                        .formatted(number, LINES - 1));
        var place = new Placement(UUID.randomUUID(), UUID.randomUUID(), null);
        var at = Instant.parse("2026-05-01T12:00:00Z");
        var forget =
                new Forget(
                        number,
                        UUID.randomUUID(),
                        UUID.randomUUID(),
                        Kind.TANK,
                        place,
                        at,
                        at.plus(Duration.ofDays(36_500)));
        var received = new Received<>(0, StreamId.START, forget.toEntry(null), forget);
        try (var connection = schema.database().getConnection()) {
            new ForgottenNodes(schema.name()).note(connection, List.of(received, received));
        }
        return forget.exportId();
    }

    private List<Long> removed() {
        return schema.numbers(
                "select number from %s.forgotten_node where state = 'removed' order by number");
    }

    private long chunks() {
        return schema.numbers("select count(*) from %s.export_chunk").getFirst();
    }

    private static List<String> numbers() {
        return IntStream.range(0, LINES).mapToObj(Integer::toString).toList();
    }

    private List<String> export(UUID id) throws SQLException, IOException {
        var whole = new ByteArrayOutputStream();
        try (var connection = schema.database().getConnection();
                var statement =
                        connection.prepareStatement(
                                "select content from %s.export_chunk where export_id = ? order by place"
                                        .formatted(schema.name()))) {
            statement.setObject(1, id);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    whole.write(rows.getBytes(1));
                }
            }
        }
        try (var in = new GZIPInputStream(new ByteArrayInputStream(whole.toByteArray()))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }
}
