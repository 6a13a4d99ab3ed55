package com.evaratech.bench.streams;

import com.evaratech.common.metric.Kind;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.reading.NodeReadings;
import com.evaratech.common.reading.Reading;
import com.evaratech.common.reading.ReadingsCodec;
import com.evaratech.common.reading.Source;
import com.evaratech.common.stream.EntryCodec;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Ways to write readings down. */
enum Encoding {
    /** The form that is in use. */
    PACKED {
        @Override
        byte[] write(NodeReadings readings) {
            return EntryCodec.encode(ReadingsCodec.encode(readings, null));
        }

        @Override
        NodeReadings read(byte[] bytes) {
            return ReadingsCodec.decode(EntryCodec.decode(bytes));
        }
    },

    /** Names and numbers as text. */
    JSON {
        @Override
        byte[] write(NodeReadings readings) throws IOException {
            return TEXT.writeValueAsBytes(Form.of(readings));
        }

        @Override
        NodeReadings read(byte[] bytes) throws IOException {
            return TEXT.readValue(bytes, Form.class).toReadings();
        }
    },

    /** The same in binary (RFC 8949). */
    CBOR {
        @Override
        byte[] write(NodeReadings readings) throws IOException {
            return BINARY.writeValueAsBytes(Form.of(readings));
        }

        @Override
        NodeReadings read(byte[] bytes) throws IOException {
            return BINARY.readValue(bytes, Form.class).toReadings();
        }
    };

    private static final ObjectMapper TEXT = new ObjectMapper();
    private static final ObjectMapper BINARY = new CBORMapper();

    abstract byte[] write(NodeReadings readings) throws IOException;

    abstract NodeReadings read(byte[] bytes) throws IOException;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** As a binding library writes it, with names in each reading. */
    private record Form(
            int schema,
            long node,
            String kind,
            String source,
            long acceptedAt,
            List<Row> readings) {

        static Form of(NodeReadings from) {
            return new Form(
                    ReadingsCodec.SCHEMA,
                    from.nodeNumber(),
                    from.kind().name(),
                    from.source().name(),
                    from.acceptedAt().toEpochMilli(),
                    from.readings().stream().map(Row::of).toList());
        }

        NodeReadings toReadings() {
            return new NodeReadings(
                    node,
                    Kind.valueOf(kind),
                    Source.valueOf(source),
                    Instant.ofEpochMilli(acceptedAt),
                    readings.stream().map(Row::toReading).toList());
        }
    }

    private record Row(long at, Map<String, Double> values) {

        static Row of(Reading from) {
            var values = new TreeMap<String, Double>();
            for (Metric metric : from.metrics()) {
                values.put(metric.code(), from.value(metric));
            }
            return new Row(from.recordedAtMillis(), values);
        }

        Reading toReading() {
            var metrics = new EnumMap<Metric, Double>(Metric.class);
            values.forEach((code, value) -> metrics.put(Metric.find(code).orElseThrow(), value));
            return Reading.of(Instant.ofEpochMilli(at), metrics);
        }
    }

    /** Writes all of them. */
    List<byte[]> writeAll(List<NodeReadings> batches) throws IOException {
        var written = new ArrayList<byte[]>(batches.size());
        for (NodeReadings batch : batches) {
            written.add(write(batch));
        }
        return written;
    }

    /** Reads all of them; how many readings there were. */
    long readAll(List<byte[]> written) throws IOException {
        long count = 0;
        for (byte[] bytes : written) {
            count += read(bytes).readings().size();
        }
        return count;
    }
}
