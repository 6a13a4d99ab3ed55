package com.evaratech.common.bus;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.Connection;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * One connection to the bus, for one thread at a time. Once an answer has not come, no later one
 * would belong to its question: the connection closes itself and every further call fails.
 */
public final class BusConnection implements AutoCloseable {

    private final Connection connection;
    private final Duration longestWait;

    BusConnection(Connection connection, Duration longestWait) {
        this.connection = connection;
        this.longestWait = longestWait;
    }

    /**
     * Sends one command and waits for its answer.
     *
     * @throws BusUnavailable when no answer came; the command may have been carried out
     * @throws BusRefusal when the answer is an error
     */
    public Reply call(Command command) {
        return pipeline(List.of(command)).getFirst().orThrow();
    }

    /**
     * Sends a command that itself waits up to a time of its own (a blocking read).
     *
     * @throws BusUnavailable when no answer came in that time and a little more
     * @throws BusRefusal when the answer is an error
     */
    public Reply callBlocking(Command command, Duration blocking) {
        connection.setSoTimeout((int) longestWait.plus(blocking).toMillis());
        try {
            return call(command);
        } finally {
            if (isOpen()) {
                connection.setSoTimeout((int) longestWait.toMillis());
            }
        }
    }

    /**
     * Sends commands in one go and waits for all answers, in order. An answer may be an error
     * without the others being one.
     *
     * @throws BusUnavailable when an answer did not come; any of them may have been carried out
     */
    public List<Reply> pipeline(List<Command> commands) {
        if (commands.isEmpty()) {
            return List.of();
        }
        try {
            for (Command command : commands) {
                connection.sendCommand(command.arguments());
            }
            var replies = new ArrayList<Reply>(commands.size());
            for (Object answer : connection.getMany(commands.size())) {
                replies.add(new Reply(answer));
            }
            return replies;
        } catch (JedisDataException e) {
            throw e;
        } catch (JedisException e) {
            close();
            throw new BusUnavailable(String.valueOf(e.getMessage()), e);
        } catch (RuntimeException | Error e) {
            // Whatever it was, answers are left that the next question would take for its own.
            close();
            throw e;
        }
    }

    /** Whether it can still be used. */
    public boolean isOpen() {
        return connection.isConnected() && !connection.isBroken();
    }

    /** Cuts the connection: a call that waits on it in another thread fails at once. */
    @Override
    public void close() {
        try {
            connection.forceDisconnect();
        } catch (java.io.IOException e) {
            throw new BusUnavailable("the connection could not be closed", e);
        }
    }
}
