package com.evaratech.common.stream.consume;

import com.evaratech.common.stream.Entry;
import com.evaratech.common.stream.EntryCodec;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A handler that also gives dead letters another try, when somebody wants one: by the owner of
 * their partition, behind its fence, so that the handler's memory of the partition has part in it.
 * For the loop's thread.
 */
final class Replays<E> implements EntryHandler<E> {

    private static final Logger LOG = Logger.getLogger(Replays.class);

    // A person waits for it; a query a second costs nothing.
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private final EntryHandler<E> handler;
    private final DataSource database;
    private final ReplayTable table;
    private final Counter done;
    private final Counter refused;
    private Set<Integer> handlersOwn = Set.of();
    private long lookedAt = System.nanoTime() - LOOK_EVERY.toNanos();

    Replays(
            EntryHandler<E> handler,
            DataSource database,
            ConsumerSettings settings,
            MeterRegistry meters) {
        this.handler = handler;
        this.database = database;
        this.table = new ReplayTable(settings);
        this.done = counter(meters, settings, "done");
        this.refused = counter(meters, settings, "refused");
    }

    private static Counter counter(
            MeterRegistry meters, ConsumerSettings settings, String outcome) {
        return Counter.builder("evara.dead.letters.replayed")
                .description("Dead letters that were tried again")
                .tag("group", settings.group())
                .tag("outcome", outcome)
                .register(meters);
    }

    @Override
    public int newestSchema() {
        return handler.newestSchema();
    }

    @Override
    public boolean isReady() {
        return handler.isReady();
    }

    @Override
    public @Nullable E decode(Entry entry) {
        return handler.decode(entry);
    }

    @Override
    public void apply(Connection transaction, List<Received<E>> round) throws SQLException {
        handler.apply(transaction, round);
    }

    @Override
    public Set<Integer> unsettled(Set<Integer> owned) throws SQLException {
        handlersOwn = Set.copyOf(handler.unsettled(owned));
        if (owned.isEmpty() || System.nanoTime() - lookedAt < LOOK_EVERY.toNanos()) {
            return handlersOwn;
        }
        lookedAt = System.nanoTime();
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(true);
            var all = new HashSet<>(table.partitions(connection, owned));
            all.addAll(handlersOwn);
            return all;
        }
    }

    @Override
    public void settle(Connection transaction, Set<Integer> partitions) throws SQLException {
        Set<Integer> own =
                partitions.stream().filter(handlersOwn::contains).collect(Collectors.toSet());
        if (!own.isEmpty()) {
            handler.settle(transaction, own);
        }
        for (WantedReplay letter : table.next(transaction, partitions)) {
            replay(transaction, letter);
        }
    }

    @Override
    public void committed() {
        handler.committed();
    }

    @Override
    public void load(Connection connection, Set<Integer> partitions) throws SQLException {
        handler.load(connection, partitions);
    }

    @Override
    public void drop(Set<Integer> partitions) {
        handler.drop(partitions);
    }

    private void replay(Connection transaction, WantedReplay letter) throws SQLException {
        @Nullable Received<E> received;
        try {
            Entry entry = EntryCodec.decode(letter.content());
            E content = handler.decode(entry);
            received =
                    content == null
                            ? null
                            : new Received<>(letter.partition(), letter.id(), entry, content);
        } catch (RuntimeException e) {
            refuse(transaction, letter, DeadLetter.Reason.UNREADABLE, e);
            return;
        }
        Savepoint before = transaction.setSavepoint();
        try {
            if (received != null) {
                handler.apply(transaction, List.of(received));
            }
            transaction.releaseSavepoint(before);
        } catch (SQLException | RuntimeException e) {
            // Whatever it is, it must not hold up the partition; somebody looks at it and tries
            // again. On a connection that is lost this fails, and the round with it.
            transaction.rollback(before);
            handler.load(transaction, Set.of(letter.partition()));
            refuse(transaction, letter, DeadLetter.Reason.REFUSED_BY_DATABASE, e);
            return;
        }
        table.done(transaction, letter);
        done.increment();
        LOG.infof(
                "Dead letter had its effect partition=%d entryId=%s",
                letter.partition(), letter.id());
    }

    private void refuse(
            Connection transaction, WantedReplay letter, DeadLetter.Reason reason, Exception why)
            throws SQLException {
        table.refused(transaction, letter, reason.code(), DeadLetter.detail(why));
        refused.increment();
        LOG.warnf(
                "Dead letter was refused again partition=%d entryId=%s reason=%s",
                letter.partition(), letter.id(), reason);
    }
}
