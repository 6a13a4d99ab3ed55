package com.evaratech.bench.drill;

import com.evaratech.bench.host.Pause;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * What is only in the database, as the registry's changes are: one commit after the other, each
 * noted with the time before it and after it.
 */
final class Changes {

    private static final Duration BETWEEN = Duration.ofMillis(20);

    private final InstantSource clock;
    private final ConcurrentSkipListMap<Long, Change> committed = new ConcurrentSkipListMap<>();
    private volatile boolean ended;
    private long next;

    /**
     * A commit.
     *
     * @param begunMillis before it was asked for
     * @param doneMillis after it was answered
     */
    record Change(long begunMillis, long doneMillis) {}

    Changes(InstantSource clock) {
        this.clock = clock;
    }

    /** Writes until it is ended, or its connection is. */
    Thread flow(Connection database) {
        ended = false;
        return Thread.ofVirtual().name("changes").start(() -> write(database));
    }

    void end(Thread flow) throws InterruptedException {
        ended = true;
        flow.join();
    }

    private void write(Connection database) {
        try (database;
                var insert =
                        database.prepareStatement(
                                "insert into drill.change (number, what) values (?, ?)")) {
            while (!ended) {
                long number = next++;
                long begun = clock.millis();
                insert.setLong(1, number);
                insert.setString(2, text(number));
                int _ = insert.executeUpdate();
                committed.put(number, new Change(begun, clock.millis()));
                Pause.of(BETWEEN);
            }
        } catch (SQLException _) {
            // The server was taken away, as it is meant to be: a change without an answer is none.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String text(long number) {
        return "node %d was moved %d times".formatted(number % 500, number);
    }

    /**
     * Rows that are not as they were at a moment: committed before it and missing, begun after it
     * and there, or of another text. One that was on its way may be there or not. Forgets those
     * that are not there, as time went back.
     */
    long wrongAt(long millis, Connection database) throws SQLException {
        NavigableSet<Long> found = numbers(database);
        long wrong = others(database);
        for (var change : List.copyOf(committed.entrySet())) {
            boolean isThere = found.contains(change.getKey());
            boolean mustBe = change.getValue().doneMillis() <= millis;
            boolean mayBe = change.getValue().begunMillis() <= millis;
            if ((mustBe && !isThere) || (isThere && !mayBe)) {
                wrong++;
            }
            if (!isThere) {
                committed.remove(change.getKey());
            }
        }
        return wrong;
    }

    /**
     * When the oldest change was committed that is not there; the moment given when none is
     * missing. Those behind it must be missing as well: a restored database has no holes.
     */
    long lostSince(long lossMillis, Connection database) throws SQLException {
        NavigableSet<Long> found = numbers(database);
        long newest = found.isEmpty() ? -1 : found.last();
        long holes =
                committed.headMap(newest, true).keySet().stream()
                        .filter(number -> !found.contains(number))
                        .count();
        if (holes + others(database) > 0) {
            throw new IllegalStateException("the restored changes have holes");
        }
        return committed.tailMap(newest, false).values().stream()
                .mapToLong(Change::doneMillis)
                .findFirst()
                .orElse(lossMillis);
    }

    private static NavigableSet<Long> numbers(Connection database) throws SQLException {
        var numbers = new TreeSet<Long>();
        try (var statement = database.createStatement();
                var rows = statement.executeQuery("select number from drill.change")) {
            while (rows.next()) {
                numbers.add(rows.getLong(1));
            }
        }
        return numbers;
    }

    /** Rows with a text that nobody wrote. */
    private static long others(Connection database) throws SQLException {
        long others = 0;
        try (var statement = database.createStatement();
                var rows = statement.executeQuery("select number, what from drill.change")) {
            while (rows.next()) {
                if (!text(rows.getLong(1)).equals(rows.getString(2))) {
                    others++;
                }
            }
        }
        return others;
    }
}
