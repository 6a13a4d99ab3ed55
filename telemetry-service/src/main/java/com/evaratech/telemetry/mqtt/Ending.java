package com.evaratech.telemetry.mqtt;

import io.vertx.mqtt.messages.codes.MqttDisconnectReasonCode;
import java.util.Locale;

/** Why this side ended a connection; devices of MQTT 5 are told. */
enum Ending {
    /** Its key was revoked, or never opened what it published to. */
    NOT_AUTHORIZED(MqttDisconnectReasonCode.NOT_AUTHORIZED),
    /** No such topic. */
    UNKNOWN_TOPIC(MqttDisconnectReasonCode.TOPIC_NAME_INVALID),
    /** Quality of service 2. */
    EXACTLY_ONCE(MqttDisconnectReasonCode.QOS_NOT_SUPPORTED),
    /** More waits for its acknowledgement than may. */
    TOO_MUCH_WAITS(MqttDisconnectReasonCode.RECEIVE_MAXIMUM_EXCEEDED),
    /** It was too fast for longer than one waits. */
    TOO_FAST(MqttDisconnectReasonCode.QUOTA_EXCEEDED),
    /** Nothing could be accepted for longer than one waits. */
    UNAVAILABLE(MqttDisconnectReasonCode.SERVER_BUSY),
    /** A message longer than allowed. */
    TOO_LARGE(MqttDisconnectReasonCode.PACKET_TOO_LARGE),
    /** Not MQTT as the standard has it. */
    PROTOCOL(MqttDisconnectReasonCode.PROTOCOL_ERROR),
    /** The same device is connected anew. */
    TAKEN_OVER(MqttDisconnectReasonCode.SESSION_TAKEN_OVER),
    /** The process ends. */
    SHUTDOWN(MqttDisconnectReasonCode.SERVER_SHUTTING_DOWN),
    /** A fault of our own. */
    FAULT(MqttDisconnectReasonCode.UNSPECIFIED_ERROR);

    private final MqttDisconnectReasonCode code;

    Ending(MqttDisconnectReasonCode code) {
        this.code = code;
    }

    MqttDisconnectReasonCode code() {
        return code;
    }

    /** Its name in metrics. */
    String tag() {
        return name().toLowerCase(Locale.ROOT);
    }
}
