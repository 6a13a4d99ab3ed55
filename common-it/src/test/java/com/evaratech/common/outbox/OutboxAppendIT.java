package com.evaratech.common.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.evaratech.common.local.OutboxSchema;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Number order is commit order, without gaps. */
class OutboxAppendIT {

    private final OutboxSchema schema = OutboxSchema.create();

    @Test
    void shouldLetNobodyOvertakeWhoTookANumberAndIsSlow() throws Exception {
        try (Connection slow = schema.database().getConnection()) {
            slow.setAutoCommit(false);
            schema.append(slow, "thing", "slow", "{}");

            CompletableFuture<Void> later =
                    CompletableFuture.runAsync(() -> schema.commit("thing", "later", "{}"));
            await().until(() -> waitingForALock() == 1);
            assertThat(later).isNotDone();
            assertThat(visible()).isEmpty();

            slow.commit();
            await().until(later::isDone);
        }

        assertThat(visible()).containsExactly("slow", "later");
    }

    @Test
    void shouldGiveNumbersBackWhenTheTransactionFails() throws SQLException {
        try (Connection failing = schema.database().getConnection()) {
            failing.setAutoCommit(false);
            schema.append(failing, "thing", "never", "{}");
            failing.rollback();
        }
        schema.commit("thing", "first", "{}");

        assertThat(visible()).containsExactly("first");
        assertThat(schema.number("select number from %s.outbox")).isOne();
    }

    @Test
    void shouldNumberWithoutGapsWhenManyCommitAndFailAtOnce() throws Exception {
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (int thread = 0; thread < 8; thread++) {
                var _ = threads.submit(this::commitAndFail);
            }
        }

        try (Connection connection = schema.database().getConnection()) {
            List<OutboxEvent> events = new OutboxSession(connection, schema.name()).next(1_000);
            assertThat(events).hasSize(8 * 20 * 2);
            assertThat(events)
                    .extracting(event -> event.version().number())
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, 8 * 20 * 2).mapToObj(Long::valueOf).toList());
        }
    }

    /** Twice an event in one transaction, and each third transaction is taken back. */
    private Void commitAndFail() throws SQLException {
        try (Connection connection = schema.database().getConnection()) {
            connection.setAutoCommit(false);
            for (int i = 0; i < 30; i++) {
                schema.append(connection, "thing", "a" + i, "{}");
                schema.append(connection, "thing", "b" + i, null);
                if (i % 3 == 0) {
                    connection.rollback();
                } else {
                    connection.commit();
                }
            }
        }
        return null;
    }

    @Test
    void shouldTellAGapInsteadOfGoingOn() throws SQLException {
        IntStream.range(0, 3).forEach(i -> schema.commit("thing", "t" + i, "{}"));
        schema.admin("delete from %s.outbox where number = 2");

        try (Connection connection = schema.database().getConnection()) {
            assertThatThrownBy(() -> new OutboxSession(connection, schema.name()).next(10))
                    .isInstanceOf(OutboxGap.class)
                    .hasMessageContaining("event 2 is missing");
        }
    }

    @Test
    void shouldKeepWhatTheEventSays() throws SQLException {
        schema.commit("thing", "kéy \"1\"", "{\"a\": 1.0}");
        schema.commit("thing", "gone", null);

        try (Connection connection = schema.database().getConnection()) {
            assertThat(new OutboxSession(connection, schema.name()).next(10))
                    .extracting(OutboxEvent::change)
                    .containsExactly(
                            new OutboxChange("thing", "kéy \"1\"", "{\"a\": 1.0}"),
                            new OutboxChange("thing", "gone", null));
        }
    }

    /** As code on Hibernate Reactive gives it. */
    @Test
    void shouldKeepTheSameOfEventsInOneText() throws SQLException {
        var change = new OutboxChange("thing", "kéy \"1\"", "{\"a\": 1.0}");
        var gone = new OutboxChange("thing", "gone", null);
        String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        String sql =
                new OutboxAppend(schema.name())
                        .sql()
                        .replace(":" + OutboxAppend.EVENTS, "?")
                        .replace(":" + OutboxAppend.TRACEPARENT, "?");
        try (Connection connection = schema.database().getConnection()) {
            try (var statement = connection.prepareStatement(sql)) {
                statement.setString(1, OutboxAppend.events(List.of(change, gone)));
                statement.setString(2, trace);
                boolean _ = statement.execute();
            }

            List<OutboxEvent> events = new OutboxSession(connection, schema.name()).next(10);
            assertThat(events).extracting(OutboxEvent::change).containsExactly(change, gone);
            assertThat(events).extracting(OutboxEvent::traceparent).containsOnly(trace);
        }
    }

    @Test
    void shouldKeepTheTraceOfEachChangesOwnCause() throws SQLException {
        String first = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        String second = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00";
        var append = new OutboxAppend(schema.name());
        try (Connection connection = schema.database().getConnection()) {
            append.appendCaused(
                    connection,
                    List.of(caused("a", first), caused("b", null), caused("c", second)));

            assertThat(new OutboxSession(connection, schema.name()).next(10))
                    .extracting(OutboxEvent::traceparent)
                    .containsExactly(first, null, second);
        }
    }

    private static CausedChange caused(String key, @Nullable String traceparent) {
        return new CausedChange(new OutboxChange("thing", key, "{}"), traceparent);
    }

    private long waitingForALock() {
        return schema.number(
                "select count(*) from pg_stat_activity where usename = 'evara_%s'"
                        + " and wait_event_type = 'Lock'");
    }

    private List<String> visible() throws SQLException {
        try (Connection connection = schema.database().getConnection()) {
            return new OutboxSession(connection, schema.name())
                    .next(100).stream().map(event -> event.change().key()).toList();
        }
    }
}
