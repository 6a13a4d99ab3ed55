package com.evaratech.common.bus;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * An answer of the bus: a number, bytes, a list of such, nothing, or an error. Reading it as what
 * it is not throws {@link ClassCastException}: the caller's question was wrong.
 */
public final class Reply {

    private final @Nullable Object value;

    Reply(@Nullable Object value) {
        this.value = value;
    }

    /** Whether there is nothing: Redis' nil. */
    public boolean isNil() {
        return value == null;
    }

    /** Whether the command was refused. */
    public boolean isError() {
        return value instanceof JedisDataException;
    }

    /** The reason of a refusal, beginning with its code: {@code OOM command not allowed …}. */
    public String error() {
        return String.valueOf(((JedisDataException) require()).getMessage());
    }

    /**
     * This reply, unless it is an error.
     *
     * @throws BusRefusal when it is one
     * @throws BusUnavailable when the server is reading its data back and serves nobody yet
     */
    public Reply orThrow() {
        if (value instanceof JedisDataException e) {
            String message = String.valueOf(e.getMessage());
            throw message.startsWith("LOADING")
                    ? new BusUnavailable(message, e)
                    : new BusRefusal(message, e);
        }
        return this;
    }

    public long number() {
        return (Long) require();
    }

    public byte[] bytes() {
        return (byte[]) require();
    }

    public String text() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    /** The elements of a list; nil has none. */
    public List<Reply> list() {
        if (value == null) {
            return List.of();
        }
        // A loop: rounds of consumers come this way, two lists an entry.
        var elements = (List<?>) value;
        var replies = new ArrayList<Reply>(elements.size());
        for (Object element : elements) {
            replies.add(new Reply(element));
        }
        return Collections.unmodifiableList(replies);
    }

    private Object require() {
        if (value == null) {
            throw new ClassCastException("the reply is nil");
        }
        return value;
    }
}
