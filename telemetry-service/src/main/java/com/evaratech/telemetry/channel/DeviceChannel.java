package com.evaratech.telemetry.channel;

import com.evaratech.common.reading.normalise.FieldMapping;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A channel that a device made for ThingSpeak writes to.
 *
 * @param id its number, which stands in the device's settings
 * @param nodeId whose readings it makes
 * @param name shown to devices and people
 * @param fields what its fields mean, in the order of their numbers
 * @param lastEntryId of the newest entry; 0 when there is none
 * @param version rises with every change of what it is, for {@code If-Match}
 * @param updatedAt when anything of it changed last, entries included
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.ALWAYS)
public record DeviceChannel(
        long id,
        UUID nodeId,
        String name,
        List<Field> fields,
        long lastEntryId,
        long version,
        Instant createdAt,
        Instant updatedAt) {

    public DeviceChannel {
        fields = List.copyOf(fields);
    }

    /**
     * What one field means.
     *
     * @param field its number, 1 to 8
     * @param metric name in the catalogue
     * @param words raw text to word, of a metric of words
     */
    @RegisterForReflection
    public record Field(
            int field, String metric, double scale, double offset, Map<String, String> words) {

        static Field of(FieldMapping mapping) {
            return new Field(
                    mapping.field(),
                    mapping.metric().code(),
                    mapping.scale(),
                    mapping.offset(),
                    mapping.words());
        }
    }
}
