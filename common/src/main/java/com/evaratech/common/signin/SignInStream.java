package com.evaratech.common.signin;

import com.evaratech.common.bus.BusConnection;
import com.evaratech.common.bus.Command;
import com.evaratech.common.bus.Reply;
import com.evaratech.common.stream.StreamId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import redis.clients.jedis.Protocol;

/**
 * The stream of what happened at the door, on the bus. All calls fail with {@code BusUnavailable}
 * when Redis does not answer.
 */
public final class SignInStream {

    /** Its key in Redis. */
    public static final String KEY = "evara:{sign-ins}:stream";

    // 200,000: some 60 MB. Whoever tries so many sign-ins while node-service is away must not fill
    // the bus, which carries the readings.
    private static final int MOST = 200_000;
    private static final String FIELD = "event";

    private SignInStream() {}

    /**
     * An entry.
     *
     * @param json of an event, as it was appended
     */
    public record Noted(StreamId id, String json) {}

    /** Appends events in order; after a failure, any of them may have been appended. */
    public static void append(BusConnection connection, List<SignInEvent> events) {
        List<Command> commands =
                events.stream()
                        .map(event ->
                                Command.of(Protocol.Command.XADD)
                                        .arg(KEY)
                                        .arg("MAXLEN")
                                        .arg("~")
                                        .arg(MOST)
                                        .arg("*")
                                        .arg(FIELD)
                                        .arg(event.toJson()))
                        .toList();
        for (Reply reply : connection.pipeline(commands)) {
            var _ = reply.orThrow();
        }
    }

    /** The entries behind a place, in order. */
    public static List<Noted> read(BusConnection connection, StreamId after, int limit) {
        return entries(
                connection.call(
                        Command.of(Protocol.Command.XRANGE)
                                .arg(KEY)
                                .arg("(" + after)
                                .arg("+")
                                .arg("COUNT")
                                .arg(limit)));
    }

    /** The last entry's id, if there is an entry. */
    public static Optional<StreamId> last(BusConnection connection) {
        List<Noted> newest =
                entries(
                        connection.call(
                                Command.of(Protocol.Command.XREVRANGE)
                                        .arg(KEY)
                                        .arg("+")
                                        .arg("-")
                                        .arg("COUNT")
                                        .arg(1)));
        return newest.stream().findFirst().map(Noted::id);
    }

    /** Waits until something may have come behind a place, or the time is over. */
    public static void await(BusConnection connection, StreamId after, Duration longest) {
        var _ =
                connection.callBlocking(
                        Command.of(Protocol.Command.XREAD)
                                .arg("COUNT")
                                .arg(1)
                                .arg("BLOCK")
                                .arg(longest.toMillis())
                                .arg("STREAMS")
                                .arg(KEY)
                                .arg(after.toString()),
                        longest);
    }

    /** Cuts off what is older than a place. */
    public static void trim(BusConnection connection, StreamId oldest) {
        var _ =
                connection.call(
                        Command.of(Protocol.Command.XTRIM)
                                .arg(KEY)
                                .arg("MINID")
                                .arg(oldest.toString()));
    }

    private static List<Noted> entries(Reply reply) {
        List<Noted> entries = new ArrayList<>();
        for (Reply entry : reply.list()) {
            List<Reply> parts = entry.list();
            List<Reply> fields = parts.get(1).list();
            entries.add(new Noted(StreamId.parse(parts.get(0).text()), fields.get(1).text()));
        }
        return entries;
    }
}
