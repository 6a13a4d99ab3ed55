package com.evaratech.bench.registry;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Nodes to be imported: as many as one import may have, every column filled that tanks have. */
final class NodeFile {

    static final int ROWS = 10_000;

    private static final String HEAD =
            "community_id,key,label,category,latitude,longitude,location_name,time_zone,capacity_litres,height_cm,"
                    + "sensor_offset_cm,expected_interval_seconds,offline_after_seconds,tags,firmware_revision,"
                    + "hardware_revision";

    private NodeFile() {}

    /**
     * A table.
     *
     * @param series in the keys, so that two files have no node in common
     */
    static byte[] csv(String series) {
        return IntStream.range(0, ROWS)
                .mapToObj(i -> row(series, i))
                .collect(Collectors.joining("\n", HEAD + "\n", "\n"))
                .getBytes(StandardCharsets.UTF_8);
    }

    /** The same as JSON. */
    static byte[] json(String series) {
        return IntStream.range(0, ROWS)
                .mapToObj(i -> object(series, i))
                .collect(Collectors.joining(",\n", "{\"nodes\": [", "]}"))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String row(String series, int i) {
        return String.format(
                Locale.ROOT,
                "%s,%s-%d,Tank %d of block %d,OHT,%.5f,%.5f,Roof of block %d,Asia/Kolkata,10000,250,5,60,180,"
                        + "%s,1.4.2,B",
                Tree.COMMUNITY,
                series,
                i,
                i,
                i % 50,
                latitude(i),
                longitude(i),
                i % 50,
                "drinking;block-" + i % 50);
    }

    private static String object(String series, int i) {
        return String.format(
                Locale.ROOT,
                """
                {"community_id": "%s", "key": "%s-%d", "label": "Tank %d of block %d", "category": "OHT",
                 "coordinates": {"latitude": %.5f, "longitude": %.5f}, "location_name": "Roof of block %d",
                 "time_zone": "Asia/Kolkata",
                 "geometry": {"capacity_litres": 10000, "height_cm": 250, "sensor_offset_cm": 5},
                 "expected_interval_seconds": 60, "offline_after_seconds": 180, "tags": ["drinking", "block-%d"],
                 "firmware_revision": "1.4.2", "hardware_revision": "B"}
                """,
                Tree.COMMUNITY,
                series,
                i,
                i,
                i % 50,
                latitude(i),
                longitude(i),
                i % 50,
                i % 50);
    }

    private static double latitude(int i) {
        return 12.9 + i % 100 / 1e3;
    }

    /** A hundred nodes stand on each meridian. */
    private static double longitude(int i) {
        int meridian = i / 100;
        return 77.5 + meridian / 1e3;
    }
}
