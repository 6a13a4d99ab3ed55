package com.evaratech.common.alerting;

import com.evaratech.common.outbox.Version;
import com.evaratech.common.stream.StreamId;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * All alerts that were open at one moment, for whoever has missed events.
 *
 * @param life of the stream; another one means that events were lost
 * @param at the last entry of the stream that it takes into account
 * @param version of the last event; {@code null} before the first
 * @param nodes the node of each alert, by the alert's id
 */
public record OpenSet(String life, StreamId at, @Nullable Version version, Map<UUID, UUID> nodes) {

    public OpenSet {
        nodes = Map.copyOf(nodes);
    }
}
