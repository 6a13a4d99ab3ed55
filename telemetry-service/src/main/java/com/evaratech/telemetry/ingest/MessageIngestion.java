package com.evaratech.telemetry.ingest;

import com.evaratech.common.directory.DeviceKeyEntry;
import com.evaratech.common.problem.DependencyUnavailable;
import com.evaratech.common.problem.InvalidRequest;
import com.evaratech.common.reading.normalise.RejectReason;
import com.evaratech.telemetry.TelemetryException.DeviceTooFast;
import com.evaratech.telemetry.TelemetryException.NodeNotFound;
import com.evaratech.telemetry.ingest.ItemResult.ItemStatus;
import com.evaratech.telemetry.ingest.Rejections.Way;
import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;

/**
 * Takes what a device sent as one message, with the limits and the answers that a request over HTTP
 * has. Blocks until its fate is known.
 */
@Singleton
public class MessageIngestion {

    private static final String TOO_FAST = "device_too_fast";
    private static final Duration A_MOMENT = Duration.ofSeconds(1);

    private final DeviceLimits limits;
    private final Senders senders;
    private final Ingestion ingestion;

    MessageIngestion(DeviceLimits limits, Senders senders, Ingestion ingestion) {
        this.limits = limits;
        this.senders = senders;
        this.ingestion = ingestion;
    }

    /**
     * Takes the readings of a message.
     *
     * @param key of the device, which was found to be good
     * @param message JSON as a request over HTTP has it: a reading, or up to a thousand
     */
    public Taken take(DeviceKeyEntry key, byte[] message) {
        try (var _ = limits.begin(key.id())) {
            Sender sender = senders.of(key, Way.MQTT);
            List<SentItem> items = SentDocument.read(message);
            return taken(ingestion.take(sender, items, null));
        } catch (DeviceTooFast tooFast) {
            return new Taken.Later(TOO_FAST, tooFast.retryAfter().orElse(A_MOMENT), true);
        } catch (DependencyUnavailable away) {
            return new Taken.Later("unavailable", away.retryAfter().orElse(A_MOMENT), false);
        } catch (NodeNotFound gone) {
            return new Taken.Rejected("node_not_found", gone.detail());
        } catch (InvalidRequest notReadings) {
            return unreadable(
                    notReadings.errors().stream()
                            .findFirst()
                            .map(error -> "%s: %s".formatted(error.field(), error.allowed()))
                            .orElse(notReadings.detail()));
        } catch (JsonProcessingException noJson) {
            return unreadable("JSON, in UTF-8");
        } catch (IOException neverInMemory) {
            throw new UncheckedIOException(neverInMemory);
        }
    }

    private static Taken taken(Answer answer) {
        List<ItemResult> results = answer.results().results();
        int accepted = (int) results.stream().filter(MessageIngestion::isAccepted).count();
        if (accepted > 0) {
            return new Taken.Accepted(accepted, results.size() - accepted);
        }
        if (answer.refused() != null) {
            return new Taken.Later(
                    answer.refused().reason(),
                    answer.refused().pause(),
                    answer.refused().isSendersFault());
        }
        ItemResult first = results.getFirst();
        String detail =
                first.errors().stream()
                        .findFirst()
                        .map(error -> "%s: %s".formatted(error.field(), error.allowed()))
                        .orElse("");
        return new Taken.Rejected(
                first.reason() == null ? RejectReason.NO_VALUE.code() : first.reason(), detail);
    }

    private static boolean isAccepted(ItemResult result) {
        return result.status() == ItemStatus.ACCEPTED;
    }

    private static Taken unreadable(String allowed) {
        return new Taken.Rejected(RejectReason.UNREADABLE.code(), "must be: " + allowed);
    }
}
