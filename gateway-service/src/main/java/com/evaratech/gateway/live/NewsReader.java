package com.evaratech.gateway.live;

import com.evaratech.common.alerting.AlertEvent;
import com.evaratech.common.alerting.AlertStream;
import com.evaratech.common.bus.Reply;
import com.evaratech.common.directory.Directory;
import com.evaratech.common.directory.DirectoryKinds;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.directory.NodesByNumber;
import com.evaratech.common.directory.StatusEntry;
import com.evaratech.common.directory.store.DirectoryStore;
import com.evaratech.common.problem.DependencyUnavailable;
import com.evaratech.common.reading.ReadingsCodec;
import com.evaratech.common.stream.Entry;
import com.evaratech.common.stream.EntryCodec;
import io.vertx.core.json.DecodeException;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Understands what the bus holds; on a thread that may wait. */
@Singleton
class NewsReader {

    private static final Logger LOG = Logger.getLogger(NewsReader.class);

    private final NodesByNumber nodes;
    private final Directory directory;

    NewsReader(NodesByNumber nodes, Directory directory) {
        this.nodes = nodes;
        this.directory = directory;
    }

    /**
     * What an entry tells; nothing when it is not for clients. A newer release's entry, or a broken
     * one, is dealt with by those who store what it says.
     *
     * @throws DependencyUnavailable when whose it is is not known now
     */
    Optional<News> read(TailReader.Added added) {
        try {
            return switch (added.stream()) {
                case AlertStream.STREAM -> Optional.of(alert(added.fields()));
                case DirectoryStore.STREAM -> status(added.fields());
                default -> readings(added.fields().get(1).bytes());
            };
        } catch (DecodeException | IllegalArgumentException e) {
            LOG.warnf("Entry cannot be read stream=%s cause=%s", added.stream(), e.toString());
            return Optional.empty();
        }
    }

    private Optional<News> readings(byte[] bytes) {
        if (EntryCodec.isNewerThan(ReadingsCodec.SCHEMA, bytes)) {
            return Optional.empty();
        }
        Entry entry = EntryCodec.decode(bytes);
        return ReadingsCodec.isReadings(entry)
                ? nodes.find(entry.key()).map(node -> readings(node, entry))
                : Optional.empty();
    }

    private static News readings(NodeEntry node, Entry entry) {
        return new News(
                Topic.READINGS,
                node.id(),
                node.placement(),
                entry.traceparent(),
                traceparent -> messages(node, entry, traceparent));
    }

    private static List<Message> messages(
            NodeEntry node, Entry entry, @Nullable String traceparent) {
        try {
            return ReadingsCodec.decode(entry).readings().stream()
                    .map(reading -> LiveMessages.reading(node.id(), reading, traceparent))
                    .toList();
        } catch (IllegalArgumentException e) {
            LOG.warnf("Readings cannot be read cause=%s", e.toString());
            return List.of();
        }
    }

    private static News alert(List<Reply> fields) {
        AlertEvent event = AlertStream.event(fields);
        return new News(
                Topic.ALERTS,
                event.alert().nodeId(),
                event.alert().placement(),
                event.traceparent(),
                traceparent -> List.of(LiveMessages.alert(event, traceparent)));
    }

    private Optional<News> status(List<Reply> fields) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i + 1 < fields.size(); i += 2) {
            values.put(fields.get(i).text(), fields.get(i + 1).text());
        }
        String json = values.getOrDefault("json", "");
        if (!DirectoryKinds.STATUS.name().equals(values.get("kind")) || json.isEmpty()) {
            return Optional.empty();
        }
        UUID id = UUID.fromString(values.getOrDefault("id", ""));
        StatusEntry status = StatusEntry.fromJson(id, json);
        @Nullable String cause = values.get("traceparent");
        return directory
                .node(id)
                .await()
                .indefinitely() // in memory, so it is known at once
                .map(node ->
                        new News(
                                Topic.STATUS,
                                id,
                                node.placement(),
                                cause == null || cause.isEmpty() ? null : cause,
                                traceparent -> List.of(LiveMessages.status(status, traceparent))));
    }
}
