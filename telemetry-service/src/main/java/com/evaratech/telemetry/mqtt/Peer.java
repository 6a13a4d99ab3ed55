package com.evaratech.telemetry.mqtt;

import com.evaratech.telemetry.ingest.Taken;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.IntegerProperty;
import io.netty.handler.codec.mqtt.MqttProperties.StringProperty;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.mqtt.MqttEndpoint;
import io.vertx.mqtt.messages.MqttSubscribeMessage;
import io.vertx.mqtt.messages.MqttUnsubscribeMessage;
import io.vertx.mqtt.messages.codes.MqttPubAckReasonCode;
import io.vertx.mqtt.messages.codes.MqttSubAckReasonCode;
import io.vertx.mqtt.messages.codes.MqttUnsubAckReasonCode;
import java.util.Collections;
import org.jboss.logging.Logger;

/**
 * What is said to a device, in the version of the protocol that it speaks: MQTT 3.1.1 has no words
 * for most of it. A device that is gone is told nothing. Thread-safe.
 */
final class Peer {

    private static final Logger LOG = Logger.getLogger(Peer.class);
    private static final int VERSION_5 = 5;

    // Numbers of properties, section 2.2.2.2 of MQTT 5.
    private static final int SESSION_EXPIRY_INTERVAL = 0x11;
    private static final int REASON_STRING = 0x1F;
    private static final int RECEIVE_MAXIMUM = 0x21;
    private static final int MAXIMUM_QOS = 0x24;
    private static final int RETAIN_AVAILABLE = 0x25;
    private static final int MAXIMUM_PACKET_SIZE = 0x27;
    private static final int WILDCARD_SUBSCRIPTION_AVAILABLE = 0x28;
    private static final int SUBSCRIPTION_IDENTIFIER_AVAILABLE = 0x29;
    private static final int SHARED_SUBSCRIPTION_AVAILABLE = 0x2A;

    private final MqttEndpoint endpoint;
    private final boolean isVersion5;

    Peer(MqttEndpoint endpoint) {
        this.endpoint = endpoint;
        this.isVersion5 = endpoint.protocolVersion() == VERSION_5;
    }

    /** Lets it in, and tells it what there is not. */
    void accept(MqttConfig config) {
        tell(() -> {
            if (!isVersion5) {
                var _ = endpoint.accept(false);
                return;
            }
            var properties = new MqttProperties();
            add(properties, SESSION_EXPIRY_INTERVAL, 0);
            add(properties, RECEIVE_MAXIMUM, config.waitingMessages());
            add(properties, MAXIMUM_QOS, 1);
            add(properties, RETAIN_AVAILABLE, 0);
            add(properties, MAXIMUM_PACKET_SIZE, config.messageBytes());
            add(properties, WILDCARD_SUBSCRIPTION_AVAILABLE, 0);
            add(properties, SUBSCRIPTION_IDENTIFIER_AVAILABLE, 0);
            add(properties, SHARED_SUBSCRIPTION_AVAILABLE, 0);
            var _ = endpoint.accept(false, properties);
        });
    }

    /** Sends it away before it was in. */
    void refuse(Refused why) {
        tell(() -> endpoint.reject(why.code(isVersion5)));
    }

    /** Tells that this side is there. */
    void pong() {
        tell(endpoint::pong);
    }

    /** Tells that a message need not be sent again. */
    void acknowledge(int message, Taken taken) {
        tell(() -> {
            if (!isVersion5) {
                var _ = endpoint.publishAcknowledge(message);
            } else if (taken instanceof Taken.Rejected(String reason, String detail)) {
                var properties = new MqttProperties();
                properties.add(new StringProperty(REASON_STRING, reason + " " + detail));
                var _ =
                        endpoint.publishAcknowledge(
                                message, MqttPubAckReasonCode.PAYLOAD_FORMAT_INVALID, properties);
            } else {
                var _ =
                        endpoint.publishAcknowledge(
                                message,
                                MqttPubAckReasonCode.SUCCESS,
                                MqttProperties.NO_PROPERTIES);
            }
        });
    }

    /** Grants nothing of it. */
    void answer(MqttSubscribeMessage wish) {
        int topics = wish.topicSubscriptions().size();
        tell(() -> {
            if (isVersion5) {
                var _ =
                        endpoint.subscribeAcknowledge(
                                wish.messageId(),
                                Collections.nCopies(topics, MqttSubAckReasonCode.NOT_AUTHORIZED),
                                MqttProperties.NO_PROPERTIES);
            } else {
                var _ =
                        endpoint.subscribeAcknowledge(
                                wish.messageId(), Collections.nCopies(topics, MqttQoS.FAILURE));
            }
        });
    }

    void answer(MqttUnsubscribeMessage wish) {
        tell(() -> {
            if (isVersion5) {
                var _ =
                        endpoint.unsubscribeAcknowledge(
                                wish.messageId(),
                                Collections.nCopies(
                                        wish.topics().size(),
                                        MqttUnsubAckReasonCode.NO_SUBSCRIPTION_EXISTED),
                                MqttProperties.NO_PROPERTIES);
            } else {
                var _ = endpoint.unsubscribeAcknowledge(wish.messageId());
            }
        });
    }

    /** Tells why, where there are words for it, and hangs up. */
    void end(Ending why) {
        if (isVersion5 && endpoint.isConnected()) {
            tell(() -> endpoint.disconnect(why.code(), MqttProperties.NO_PROPERTIES));
        }
        hangUp();
    }

    void hangUp() {
        tell(endpoint::close);
    }

    private static void add(MqttProperties properties, int id, int value) {
        properties.add(new IntegerProperty(id, value));
    }

    /** Something that is said to the endpoint. */
    @FunctionalInterface
    private interface Saying {
        void say();
    }

    private static void tell(Saying saying) {
        try {
            saying.say();
        } catch (IllegalStateException gone) {
            // The endpoint's only way to say that nobody is there any more.
            LOG.debugf("Device is gone cause=%s", gone.getMessage());
        }
    }
}
