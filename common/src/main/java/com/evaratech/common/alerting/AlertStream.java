package com.evaratech.common.alerting;

import com.evaratech.common.bus.BusConnection;
import com.evaratech.common.bus.Command;
import com.evaratech.common.bus.FunctionLibrary;
import com.evaratech.common.bus.Reply;
import com.evaratech.common.outbox.OutboxEvent;
import com.evaratech.common.outbox.Version;
import com.evaratech.common.stream.StreamId;
import io.vertx.core.json.DecodeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol;

/**
 * The stream of alert events in Redis, each operation atomic. All calls fail with {@code
 * BusUnavailable} when Redis does not answer.
 */
public final class AlertStream {

    // The braces keep all keys in one slot of a Redis Cluster.
    private static final String STATE = "evara:{alerts}:state";

    /** Name of the stream, for those who only listen to what comes. */
    public static final String STREAM = "evara:{alerts}:stream";

    private static final String OPEN = "evara:{alerts}:open";

    private static final String FUNCTION = "evara_alerts_2_";
    private static final FunctionLibrary LIBRARY =
            FunctionLibrary.beside(AlertStream.class, "evara_alerts_2.lua");

    private AlertStream() {}

    /**
     * What Redis remembers of the last event.
     *
     * @param version of it; null when Redis remembers none
     * @param event its id, empty when Redis remembers none
     * @param knowsOpen whether Redis also has all open alerts of that version
     */
    public record Last(@Nullable Version version, String event, boolean knowsOpen) {}

    /**
     * What came behind a place.
     *
     * @param trimmed newest entry that was cut off: a reader before it has missed something
     * @param events in order
     * @param last id of the last of them, or the place itself when there is none
     * @param life name of the stream since it was last begun; another one means that events were
     *     lost, and none that it is not known
     */
    public record Batch(StreamId trimmed, List<AlertEvent> events, StreamId last, String life) {

        public Batch {
            events = List.copyOf(events);
        }
    }

    /** The last event that was put. */
    public static Last look(BusConnection connection) {
        List<Reply> reply = call(connection, invoke("look")).list();
        String version = reply.get(0).text();
        return new Last(
                version.isEmpty() ? null : Version.of(Long.parseLong(version)),
                reply.get(1).text(),
                reply.get(2).number() == 1);
    }

    /**
     * Writes anew which alerts are open, as they are at or after the last event that was looked at.
     *
     * @param nodes the node of each alert, by the alert's id
     * @return false when events were put meanwhile, and nothing was written
     */
    public static boolean rewrite(BusConnection connection, Last looked, Map<UUID, UUID> nodes) {
        Version version = looked.version();
        Command rewrite =
                invoke("rewrite")
                        .arg(version == null ? "" : Long.toString(version.packed()))
                        .arg(UUID.randomUUID().toString());
        for (var alert : nodes.entrySet()) {
            rewrite = rewrite.arg(alert.getKey().toString()).arg(alert.getValue().toString());
        }
        return call(connection, rewrite).number() == 1;
    }

    /** All open alerts; none while alert-service has yet to write them. */
    public static Optional<OpenSet> open(BusConnection connection) {
        List<Reply> reply = call(connection, invoke("open")).list();
        String life = reply.get(0).text();
        if (life.isEmpty()) {
            return Optional.empty();
        }
        String version = reply.get(2).text();
        Map<UUID, UUID> nodes = new HashMap<>();
        List<Reply> alerts = reply.get(3).list();
        for (int i = 0; i < alerts.size(); i += 2) {
            nodes.put(
                    UUID.fromString(alerts.get(i).text()),
                    UUID.fromString(alerts.get(i + 1).text()));
        }
        return Optional.of(
                new OpenSet(
                        life,
                        StreamId.parse(reply.get(1).text()),
                        version.isEmpty() ? null : version(version),
                        nodes));
    }

    /**
     * Appends the events that are newer than the last one there.
     *
     * @param events of an outbox, in order, each with an alert's JSON as payload
     * @return how many were newer
     */
    public static long put(BusConnection connection, List<OutboxEvent> events) {
        Command put = invoke("put").arg(events.getLast().id().toString());
        for (OutboxEvent event : events) {
            put =
                    put.arg(event.version().packed())
                            .arg(orEmpty(event.change().payload()))
                            .arg(orEmpty(event.traceparent()));
        }
        return call(connection, put).number();
    }

    /**
     * Cuts events off that are older than {@code age}.
     *
     * @return how many
     */
    public static long trim(BusConnection connection, Duration age) {
        return call(connection, invoke("trim").arg(age.toMillis())).number();
    }

    /** The events behind a place. */
    public static Batch read(BusConnection connection, StreamId after, int limit) {
        List<Reply> reply =
                call(connection, invoke("read").arg(after.toString()).arg(limit)).list();
        List<AlertEvent> events = new ArrayList<>();
        StreamId last = after;
        for (Reply entry : reply.get(1).list()) {
            List<Reply> parts = entry.list();
            last = StreamId.parse(parts.get(0).text());
            events.add(event(parts.get(1).list()));
        }
        return new Batch(StreamId.parse(reply.get(0).text()), events, last, reply.get(2).text());
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
                                .arg(STREAM)
                                .arg(after.toString()),
                        longest);
    }

    /**
     * Reads an entry of the stream.
     *
     * @param fields names and values by turns
     * @throws DecodeException when it is no alert event, naming the field
     */
    public static AlertEvent event(List<Reply> fields) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < fields.size(); i += 2) {
            values.put(fields.get(i).text(), fields.get(i + 1).text());
        }
        String json = values.getOrDefault("json", "");
        String traceparent = values.getOrDefault("traceparent", "");
        return new AlertEvent(
                version(values.getOrDefault("version", "")),
                AlertJson.type(json),
                AlertJson.alert(json),
                traceparent.isEmpty() ? null : traceparent);
    }

    private static Version version(String text) {
        try {
            return Version.of(Long.parseLong(text));
        } catch (IllegalArgumentException e) {
            throw new DecodeException("alert event: version is " + text, e);
        }
    }

    private static Command invoke(String function) {
        return FunctionLibrary.invoke(FUNCTION + function, STATE, STREAM, OPEN);
    }

    private static Reply call(BusConnection connection, Command command) {
        return LIBRARY.call(connection, List.of(command)).getFirst();
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
