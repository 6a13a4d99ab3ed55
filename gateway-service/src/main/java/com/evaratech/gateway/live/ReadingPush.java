package com.evaratech.gateway.live;

import com.evaratech.common.bus.Reply;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.directory.NodesByNumber;
import com.evaratech.common.reading.NodeReadings;
import com.evaratech.common.reading.Reading;
import com.evaratech.common.reading.ReadingsCodec;
import com.evaratech.common.stream.Entry;
import com.evaratech.common.stream.EntryCodec;
import com.evaratech.common.trace.Traceparent;
import io.opentelemetry.api.trace.Span;
import jakarta.inject.Singleton;
import java.util.List;
import org.jboss.logging.Logger;

/** Sends readings to those who listen to their node. */
@Singleton
class ReadingPush {

    private static final Logger LOG = Logger.getLogger(ReadingPush.class);

    private final NodesByNumber nodes;
    private final LiveSessions sessions;
    private final LiveMetrics metrics;
    private final PushSpans spans;

    ReadingPush(NodesByNumber nodes, LiveSessions sessions, LiveMetrics metrics, PushSpans spans) {
        this.nodes = nodes;
        this.sessions = sessions;
        this.metrics = metrics;
        this.spans = spans;
    }

    /**
     * Sends what one entry of the stream holds.
     *
     * @param fields names and values by turns
     */
    void push(List<Reply> fields) {
        byte[] bytes = fields.get(1).bytes();
        // A newer release's entry, or a broken one, is dealt with by those who store readings.
        if (EntryCodec.isNewerThan(ReadingsCodec.SCHEMA, bytes)) {
            return;
        }
        try {
            Entry entry = EntryCodec.decode(bytes);
            if (ReadingsCodec.isReadings(entry)) {
                nodes.find(entry.key()).ifPresent(node -> push(node, entry));
            }
        } catch (IllegalArgumentException e) {
            LOG.debugf("Entry cannot be read cause=%s", e.toString());
        }
    }

    private void push(NodeEntry node, Entry entry) {
        List<LiveSession> receivers = sessions.receivers(node.id(), node.placement());
        if (receivers.isEmpty()) {
            return;
        }
        NodeReadings readings = ReadingsCodec.decode(entry);
        Span span = spans.start(entry.traceparent(), receivers.size());
        try {
            String traceparent = Traceparent.of(span.getSpanContext());
            for (Reading reading : readings.readings()) {
                String message = LiveMessages.reading(node.id(), reading, traceparent);
                for (LiveSession receiver : receivers) {
                    receiver.send(message);
                    metrics.sent();
                }
            }
        } finally {
            span.end();
        }
    }
}
