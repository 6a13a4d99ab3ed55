package com.evaratech.common.directory;

import com.evaratech.common.reading.normalise.FieldMapping;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The ThingSpeak channel that feeds a node, as the poller needs it.
 *
 * @param version rises with every change of this mapping
 * @param nodeId the node that its rows become readings of; a node has at most one channel
 * @param channelId ThingSpeak's number of the channel, positive; other nodes may be fed by it, too
 * @param sealedReadApiKey what opens a private channel, sealed; null when it is public
 * @param intervalSeconds time between two rows, as its device is set up
 * @param fields what its fields mean, in the order of their numbers; no field and no metric twice
 */
public record ChannelEntry(
        long version,
        UUID nodeId,
        long channelId,
        @Nullable String sealedReadApiKey,
        int intervalSeconds,
        List<FieldMapping> fields) {

    public ChannelEntry {
        fields = List.copyOf(fields);
    }

    /** The context that the key of a node's channel is sealed in. */
    public static String keyContext(UUID nodeId) {
        return "read key of the channel of " + nodeId;
    }

    /** The form in the snapshot. */
    public String toJson() {
        return new JsonObject()
                .put("version", version)
                .put("channel_id", channelId)
                .put("sealed_read_api_key", sealedReadApiKey)
                .put("interval_seconds", intervalSeconds)
                .put("fields", FieldMappings.toJson(fields))
                .encode();
    }

    /**
     * Reads the form in the snapshot.
     *
     * @throws DecodeException when it is not one
     */
    public static ChannelEntry fromJson(UUID nodeId, String json) {
        JsonObject entry = new JsonObject(json);
        return new ChannelEntry(
                JsonFields.number(entry, "version"),
                nodeId,
                JsonFields.number(entry, "channel_id"),
                JsonFields.optionalText(entry, "sealed_read_api_key"),
                Math.toIntExact(JsonFields.number(entry, "interval_seconds")),
                FieldMappings.fromJson(JsonFields.array(entry, "fields")));
    }

    /** Without the key: this text goes into logs. */
    @Override
    public String toString() {
        return "ChannelEntry[nodeId=%s, channelId=%d]".formatted(nodeId, channelId);
    }
}
