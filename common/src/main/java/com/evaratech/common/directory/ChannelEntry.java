package com.evaratech.common.directory;

import com.evaratech.common.metric.Metric;
import com.evaratech.common.reading.normalise.FieldMapping;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The ThingSpeak channel that feeds a node, as the poller needs it.
 *
 * @param version rises with every change of this mapping
 * @param nodeId the node that its rows become readings of; a node has at most one channel
 * @param channelId ThingSpeak's number of the channel, positive; a channel feeds at most one node
 * @param readApiKey what opens a private channel; null when it is public
 * @param intervalSeconds time between two rows, as its device is set up
 * @param fields what its fields mean, in the order of their numbers; no field and no metric twice
 */
public record ChannelEntry(
        long version,
        UUID nodeId,
        long channelId,
        @Nullable String readApiKey,
        int intervalSeconds,
        List<FieldMapping> fields) {

    public ChannelEntry {
        fields = List.copyOf(fields);
    }

    /** The form in the snapshot. */
    public String toJson() {
        return new JsonObject()
                .put("version", version)
                .put("channel_id", channelId)
                .put("read_api_key", readApiKey)
                .put("interval_seconds", intervalSeconds)
                .put(
                        "fields",
                        new JsonArray(fields.stream().map(ChannelEntry::toJsonObject).toList()))
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
                JsonFields.optionalText(entry, "read_api_key"),
                Math.toIntExact(JsonFields.number(entry, "interval_seconds")),
                JsonFields.objects(entry, "fields").stream().map(ChannelEntry::field).toList());
    }

    /** Without the key: this text goes into logs. */
    @Override
    public String toString() {
        return "ChannelEntry[nodeId=%s, channelId=%d]".formatted(nodeId, channelId);
    }

    private static JsonObject toJsonObject(FieldMapping mapping) {
        var words = new JsonObject();
        mapping.words().forEach(words::put);
        return new JsonObject()
                .put("field", mapping.field())
                .put("metric", mapping.metric().code())
                .put("scale", mapping.scale())
                .put("offset", mapping.offset())
                .put("words", words);
    }

    private static FieldMapping field(JsonObject json) {
        String code = JsonFields.text(json, "metric");
        JsonObject words = JsonFields.object(json, "words");
        try {
            return new FieldMapping(
                    Math.toIntExact(JsonFields.number(json, "field")),
                    Metric.find(code)
                            .orElseThrow(() ->
                                    new DecodeException("unknown metric in directory: " + code)),
                    JsonFields.decimal(json, "scale"),
                    JsonFields.decimal(json, "offset"),
                    words.fieldNames().stream()
                            .collect(
                                    Collectors.toMap(
                                            raw -> raw, raw -> JsonFields.text(words, raw))));
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new DecodeException("field of a channel in directory: " + e.getMessage(), e);
        }
    }
}
