package com.evaratech.local.launcher.it.recordings;

import com.evaratech.common.metric.Metric;
import com.evaratech.common.metric.Plausible;
import com.evaratech.common.reading.NodeReadings;
import com.evaratech.common.reading.Reading;
import com.evaratech.common.reading.ReadingsCodec;
import com.evaratech.common.reading.Source;
import com.evaratech.common.stream.EntryCodec;
import com.evaratech.local.launcher.home.Json;
import com.evaratech.local.launcher.it.LocalFleet;
import com.evaratech.local.redis.RedisConnection;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is on a fleet's Redis, of which nothing is trimmed in the time a test takes. */
final class Bus {

    // A connection of the local tools takes answers of one text.
    private static final String READINGS =
            """
            local found = {}
            for _, key in ipairs(redis.call('KEYS', 'evara:{r*}:readings')) do
                for _, entry in ipairs(redis.call('XRANGE', key, '-', '+')) do
                    found[#found + 1] = entry[2][2]:gsub('.', function(c)
                        return string.format('%02x', c:byte())
                    end)
                end
            end
            return table.concat(found, '\\n')
            """;

    private static final String ALERTS =
            """
            local found = {}
            for _, entry in ipairs(redis.call('XRANGE', 'evara:{alerts}:stream', '-', '+')) do
                for i = 1, #entry[2], 2 do
                    if entry[2][i] == 'json' then found[#found + 1] = entry[2][i + 1] end
                end
            end
            return table.concat(found, '\\n')
            """;

    private final LocalFleet fleet;

    Bus(LocalFleet fleet) {
        this.fleet = fleet;
    }

    /** What becomes of each channel's readings, counted in the order in which they are there. */
    Collection<Tally> tallies() throws IOException {
        Map<Long, Tally> byNode = new HashMap<>();
        for (String line : lines(READINGS)) {
            var entry = EntryCodec.decode(HexFormat.of().parseHex(line));
            if (ReadingsCodec.isReadings(entry)) {
                NodeReadings readings = ReadingsCodec.decode(entry);
                if (readings.source() == Source.THINGSPEAK) {
                    Tally tally = byNode.computeIfAbsent(readings.nodeNumber(), _ -> new Tally());
                    readings.readings().forEach(reading -> tally.add(sample(reading)));
                }
            }
        }
        return byNode.values();
    }

    private static Sample sample(Reading reading) {
        Map<String, Object> values = new TreeMap<>();
        for (Metric metric : reading.metrics()) {
            values.put(
                    metric.code(),
                    metric.plausible() instanceof Plausible.OneOf
                            ? metric.word((int) reading.value(metric))
                            : (Object) reading.value(metric));
        }
        return new Sample(reading.recordedAt(), values);
    }

    /** What was told of alerts, the same more than once where a relay died on the way. */
    List<JsonNode> alertEvents() throws IOException {
        List<JsonNode> events = new ArrayList<>();
        for (String line : lines(ALERTS)) {
            events.add(Json.mapper().readTree(line));
        }
        return events;
    }

    private List<String> lines(String script) throws IOException {
        int port = URI.create(fleet.part("redis").path("url").asText()).getPort();
        String password = Files.readString(fleet.home().resolve("secrets/redis")).strip();
        try (RedisConnection connection = RedisConnection.open(port, password)) {
            return connection.call("EVAL", script, "0").orElse("").lines().toList();
        }
    }
}
