package com.evaratech.node;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Listens to the statements that Hibernate sends, by its own log of them. */
public final class SqlCount extends Handler implements AutoCloseable {

    private static final Logger STATEMENTS = Logger.getLogger("org.hibernate.SQL");

    private final List<String> statements = new CopyOnWriteArrayList<>();
    private final @Nullable Level levelBefore = STATEMENTS.getLevel();

    private SqlCount() {}

    /** Listens until it is closed. */
    public static SqlCount start() {
        var count = new SqlCount();
        STATEMENTS.setLevel(Level.FINE);
        STATEMENTS.addHandler(count);
        return count;
    }

    /** What was sent so far. */
    public List<String> statements() {
        return List.copyOf(statements);
    }

    @Override
    public void publish(LogRecord statement) {
        statements.add(statement.getMessage());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        STATEMENTS.removeHandler(this);
        STATEMENTS.setLevel(levelBefore);
    }
}
