package com.evaratech.node.channels;

import com.evaratech.common.directory.ChannelEntry;
import com.evaratech.common.directory.FieldMappings;
import com.evaratech.common.reading.mapping.ChannelMapping;
import com.evaratech.common.reading.normalise.FieldMapping;
import io.vertx.core.json.JsonArray;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** The row stays when the mapping is removed, without the key. */
@Entity
@Table(name = "channel")
class ChannelEntity {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long number;

    @Column(updatable = false)
    UUID nodeId;

    long channelId;

    /** Sealed. */
    String readApiKey;

    int intervalSeconds;

    /** The form of {@link FieldMappings}. */
    String fields;

    Instant createdAt;
    Instant removedAt;
    long version;

    /** Nothing until it is set. */
    static ChannelEntity create(UUID nodeId) {
        var row = new ChannelEntity();
        row.nodeId = nodeId;
        return row;
    }

    boolean isRemoved() {
        return removedAt != null;
    }

    /** Takes the mapping over as the next version of the one that is there. */
    void set(ChannelMapping mapping, ReadKeys keys) {
        readApiKey = keyAfter(mapping, keys);
        channelId = mapping.channelId();
        intervalSeconds = mapping.intervalSeconds();
        fields = FieldMappings.toJson(mapping.fields()).encode();
        version++;
    }

    /** As {@link #set}, where there is none. */
    void setAnew(ChannelMapping mapping, ReadKeys keys, Instant now) {
        set(mapping, keys);
        createdAt = now;
        removedAt = null;
    }

    void remove(Instant now) {
        readApiKey = null;
        removedAt = now;
        version++;
    }

    boolean says(ChannelMapping mapping, ReadKeys keys) {
        return channelId == mapping.channelId()
                && intervalSeconds == mapping.intervalSeconds()
                && fieldMappings().equals(mapping.fields())
                && Objects.equals(readApiKey, keyAfter(mapping, keys));
    }

    /** Who reads a mapping does not get its key, so a change without one means the same key. */
    private String keyAfter(ChannelMapping mapping, ReadKeys keys) {
        if (mapping.readApiKey() == null) {
            return channelId == mapping.channelId() ? readApiKey : null;
        }
        if (mapping.readApiKey().isEmpty()) {
            return null;
        }
        // Sealing the same key twice gives two texts: what says the same stays as it is.
        return keys.isSame(nodeId, readApiKey, mapping.readApiKey())
                ? readApiKey
                : keys.seal(nodeId, mapping.readApiKey());
    }

    private List<FieldMapping> fieldMappings() {
        return FieldMappings.fromJson(new JsonArray(fields));
    }

    /** As the other services need it. */
    ChannelEntry toEntry() {
        return new ChannelEntry(
                version, nodeId, channelId, readApiKey, intervalSeconds, fieldMappings());
    }

    Channel toChannel() {
        return new Channel(
                nodeId,
                channelId,
                readApiKey != null,
                intervalSeconds,
                fieldMappings(),
                createdAt,
                version);
    }
}
