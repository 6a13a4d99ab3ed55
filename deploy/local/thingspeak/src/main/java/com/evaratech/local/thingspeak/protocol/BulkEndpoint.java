package com.evaratech.local.thingspeak.protocol;

import com.evaratech.local.thingspeak.channels.Channel;
import com.evaratech.local.thingspeak.protocol.BulkMessage.Dated;
import com.evaratech.local.thingspeak.protocol.BulkMessage.Later;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Writes many rows at once; all or none. */
final class BulkEndpoint {
    private final InstantSource clock;
    private final long pauseSeconds;
    private final int mostMessages;

    BulkEndpoint(InstantSource clock, long pauseSeconds, int mostMessages) {
        this.clock = clock;
        this.pauseSeconds = pauseSeconds;
        this.mostMessages = mostMessages;
    }

    Answer write(ApiRequest request, Channel channel, Format format) {
        Optional<BulkWrite> write =
                format == Format.CSV ? BulkCsv.read(request) : BulkJson.read(request.body());
        if (write.isEmpty() || write.get().messages().isEmpty()) {
            return Errors.of(400);
        }
        String key = write.get().key() == null ? request.key() : write.get().key();
        List<BulkMessage> messages = write.get().messages();
        if (!channel.info().access().writeKey().equals(key)) {
            return Errors.of(401);
        }
        if (messages.size() > mostMessages) {
            return Errors.of(413);
        }
        if (messages.stream()
                .skip(1)
                .anyMatch(m -> m instanceof Later later && later.delta().isZero())) {
            return Errors.of(400);
        }
        Instant now = clock.instant();
        List<Dated> rows = BulkMessage.dated(messages, now);
        if (!unique(rows, channel)) {
            return Errors.of(409);
        }
        if (channel.tooSoon(now, pauseSeconds)) {
            return Errors.of(429);
        }
        channel.touch(now);
        for (Dated row : rows) {
            var _ = channel.append(row.createdAt(), row.cells());
        }
        return Answer.of(202, Format.JSON, new JsonObject().put("success", true).encode());
    }

    private static boolean unique(List<Dated> rows, Channel channel) {
        Set<Long> seconds = new HashSet<>();
        return rows.stream()
                .allMatch(row ->
                        seconds.add(row.createdAt().getEpochSecond())
                                && !channel.hasRowAt(row.createdAt()));
    }
}
