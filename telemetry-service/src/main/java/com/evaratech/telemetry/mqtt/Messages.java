package com.evaratech.telemetry.mqtt;

import com.evaratech.common.directory.DeviceKeyEntry;
import com.evaratech.common.problem.DependencyUnavailable;
import com.evaratech.telemetry.channel.Channels.Opened;
import com.evaratech.telemetry.ingest.MessageIngestion;
import com.evaratech.telemetry.ingest.Taken;
import com.evaratech.telemetry.thingspeak.ChannelMessages;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Takes messages by their topic and by what their sender may; blocks until their fate is known. */
@Singleton
class Messages {

    private static final Logger LOG = Logger.getLogger(Messages.class);
    private static final Duration A_MOMENT = Duration.ofSeconds(2);

    private final Credentials credentials;
    private final MessageIngestion ingestion;
    private final ChannelMessages channels;

    Messages(Credentials credentials, MessageIngestion ingestion, ChannelMessages channels) {
        this.credentials = credentials;
        this.ingestion = ingestion;
        this.channels = channels;
    }

    /** What became of a message. */
    sealed interface Fate {

        /** It was looked at. */
        record Judged(Taken taken) implements Fate {}

        /** Its sender has nothing more to say. */
        record End(Ending why) implements Fate {}
    }

    /** Takes one. */
    Fate take(Credential credential, String topicName, byte[] payload) {
        Optional<Topic> topic = Topic.parse(topicName);
        if (topic.isEmpty()) {
            return new Fate.End(Ending.UNKNOWN_TOPIC);
        }
        try {
            return switch (topic.get()) {
                case Topic.Telemetry(String called) -> telemetry(credential, called, payload);
                case Topic.Publish(long channel) -> publish(credential, channel, payload);
            };
        } catch (DependencyUnavailable away) {
            return later(away.retryAfter().orElse(A_MOMENT));
        } catch (SQLException away) {
            LOG.debugf("Channel cannot be asked sqlState=%s", away.getSQLState());
            return later(A_MOMENT);
        }
    }

    private Fate telemetry(Credential credential, String called, byte[] payload) {
        if (!(credential instanceof Credential.OfDevice device)) {
            return new Fate.End(Ending.NOT_AUTHORIZED);
        }
        Optional<DeviceKeyEntry> entry =
                credentials.device(device.key()).filter(found -> device.isCalled(called, found));
        return entry.isEmpty()
                ? new Fate.End(Ending.NOT_AUTHORIZED)
                : new Fate.Judged(ingestion.take(entry.get(), payload));
    }

    private Fate publish(Credential credential, long channel, byte[] payload) throws SQLException {
        Optional<Opened> opened = credentials.channel(credential, channel);
        return opened.isEmpty()
                ? new Fate.End(Ending.NOT_AUTHORIZED)
                : new Fate.Judged(channels.take(opened.get(), payload));
    }

    private static Fate later(Duration pause) {
        return new Fate.Judged(new Taken.Later("unavailable", pause, false));
    }
}
