package com.evaratech.common.directory.store;

import com.evaratech.common.bus.BusConnection;
import com.evaratech.common.bus.Command;
import com.evaratech.common.bus.FunctionLibrary;
import com.evaratech.common.bus.Reply;
import com.evaratech.common.outbox.Version;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol;

/**
 * The directory's operations in Redis, each of them atomic. All calls fail with {@code
 * BusUnavailable} when Redis does not answer.
 */
public final class DirectoryStore {

    // The braces keep all keys in one slot of a Redis Cluster, so that functions may touch several.
    private static final String PREFIX = "evara:{dir}:";
    private static final String STATE = PREFIX + "state";

    /** The stream of changes, for those who only look on. */
    public static final String STREAM = PREFIX + "stream";

    private static final String FUNCTION = "evara_directory_2_";
    private static final FunctionLibrary LIBRARY =
            FunctionLibrary.beside(DirectoryStore.class, "evara_directory_2.lua");

    // In the functions, keys count from 1, and two come before the hashes.
    private static final int FIRST_HASH = 3;
    private static final int SCANNED = 1_000;

    private final List<String> kinds;

    /**
     * A directory of these kinds.
     *
     * @param kinds words in lower case
     */
    public DirectoryStore(List<String> kinds) {
        this.kinds = List.copyOf(kinds);
    }

    /** The kinds of its items. */
    public List<String> kinds() {
        return kinds;
    }

    /** How things stand. */
    public DirectoryState look(BusConnection connection) {
        List<Reply> reply = call(connection, invoke("look")).list();
        return new DirectoryState(
                reply.get(0).text(),
                version(reply.get(1)),
                reply.get(2).text(),
                StreamId.parse(reply.get(3).text()),
                version(reply.get(4)),
                reply.get(5).text());
    }

    private static @Nullable Version version(Reply packed) {
        String text = packed.text();
        return text.isEmpty() ? null : Version.of(Long.parseLong(text));
    }

    /**
     * Sets the items that are newer than what is there, and tells of them in the stream.
     *
     * @param generation the one that must be there
     * @param version of the last event among the items
     * @param event its id
     * @return how many were newer
     * @throws DirectoryLost when the generation is not there
     */
    public long put(
            BusConnection connection,
            String generation,
            List<DirectoryItem> items,
            Version version,
            String event) {
        return put(
                connection,
                invokePut("complete", generation).arg(version.packed()).arg(event),
                items,
                generation);
    }

    /**
     * As {@link #put}, before others that were committed earlier: these are yet to come, and so
     * change nothing of these items any more.
     */
    public long putAhead(
            BusConnection connection,
            String generation,
            List<DirectoryItem> items,
            Version version,
            String event) {
        return put(
                connection,
                invokePut("ahead", generation).arg(version.packed()).arg(event),
                items,
                generation);
    }

    /**
     * Begins to write a generation; until it is complete, readers trust nothing.
     *
     * @param replaced the generation that was there, empty for none
     * @throws DirectoryLost when another one is there by now
     */
    public void begin(BusConnection connection, String replaced, String generation) {
        if (call(connection, invoke("begin").arg(replaced).arg(generation)).number() == 0) {
            throw new DirectoryLost(replaced);
        }
    }

    /**
     * Writes a batch of the generation that was begun.
     *
     * @throws DirectoryLost when it is not being written any more
     */
    public void putBatch(BusConnection connection, String generation, List<DirectoryItem> items) {
        long _ =
                put(
                        connection,
                        invokePut("rebuilding", generation).arg("").arg(""),
                        items,
                        generation);
    }

    /**
     * Says that a generation is whole.
     *
     * @param batches how many were written
     * @param version of the last event in it
     * @param event that event's id, empty when it is known to nobody any more
     * @throws DirectoryLost when Redis does not have all batches
     */
    public void complete(
            BusConnection connection,
            String generation,
            long batches,
            Version version,
            String event) {
        Command complete =
                invoke("complete").arg(generation).arg(batches).arg(version.packed()).arg(event);
        if (call(connection, complete).number() == 0) {
            throw new DirectoryLost(generation);
        }
    }

    /**
     * Cuts changes off the stream that are older than {@code age}.
     *
     * @return how many
     */
    public long trim(BusConnection connection, Duration age) {
        return call(connection, invoke("trim").arg(age.toMillis())).number();
    }

    /** What came behind a place in the stream. */
    public DirectoryChanges read(BusConnection connection, StreamId after, int limit) {
        List<Reply> reply =
                call(connection, invoke("read").arg(after.toString()).arg(limit)).list();
        List<DirectoryItem> items = new ArrayList<>();
        StreamId last = after;
        for (Reply entry : reply.get(2).list()) {
            List<Reply> parts = entry.list();
            last = StreamId.parse(parts.get(0).text());
            items.add(DirectoryItem.ofEntry(parts.get(1).list()));
        }
        return new DirectoryChanges(
                reply.get(0).text(), StreamId.parse(reply.get(1).text()), items, last);
    }

    /** Waits until something may have come behind a place in the stream, or the time is over. */
    public void await(BusConnection connection, StreamId after, Duration longest) {
        var _ =
                connection.callBlocking(
                        Command.of(Protocol.Command.XREAD)
                                .arg("COUNT")
                                .arg(1)
                                .arg("BLOCK")
                                .arg(longest.toMillis())
                                .arg("STREAMS")
                                .arg(STREAM)
                                .arg(after.toString()),
                        longest);
    }

    /**
     * Reads all items of a kind, in pieces. Each that is there from beginning to end comes at least
     * once; what changes meanwhile comes as it was or as it is.
     */
    public void scan(
            BusConnection connection, String kind, Consumer<? super DirectoryItem> reader) {
        String cursor = "0";
        do {
            List<Reply> reply =
                    connection
                            .call(
                                    Command.of(Protocol.Command.HSCAN)
                                            .arg(PREFIX + kind)
                                            .arg(cursor)
                                            .arg("COUNT")
                                            .arg(SCANNED))
                            .list();
            cursor = reply.get(0).text();
            Iterator<Reply> parts = reply.get(1).list().iterator();
            while (parts.hasNext()) {
                String id = parts.next().text();
                reader.accept(DirectoryItem.ofField(kind, id, parts.next().text()));
            }
        } while (!cursor.equals("0"));
    }

    private long put(
            BusConnection connection,
            Command command,
            List<DirectoryItem> items,
            String generation) {
        Command put = command;
        for (DirectoryItem item : items) {
            int kind = kinds.indexOf(item.kind());
            if (kind < 0) {
                throw new IllegalArgumentException("directory has no kind " + item.kind());
            }
            put =
                    put.arg(FIRST_HASH + kind)
                            .arg(item.id())
                            .arg(item.version().packed())
                            .arg(orEmpty(item.json()))
                            .arg(orEmpty(item.traceparent()));
        }
        long written = call(connection, put).number();
        if (written < 0) {
            throw new DirectoryLost(generation);
        }
        return written;
    }

    private Command invokePut(String field, String value) {
        List<String> keys = new ArrayList<>(List.of(STATE, STREAM));
        kinds.forEach(kind -> keys.add(PREFIX + kind));
        return FunctionLibrary.invoke(FUNCTION + "put", keys.toArray(String[]::new))
                .arg(field)
                .arg(value);
    }

    private static Command invoke(String function) {
        return FunctionLibrary.invoke(FUNCTION + function, STATE, STREAM);
    }

    private static Reply call(BusConnection connection, Command command) {
        return LIBRARY.call(connection, List.of(command)).getFirst();
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
