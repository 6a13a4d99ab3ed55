package com.evaratech.telemetry.mqtt;

import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import java.util.Locale;

/** Why a connection was not accepted, in the words of both versions of the protocol. */
enum Refused {
    /** No key, or none in use. */
    BAD_KEY(
            MqttConnectReturnCode.CONNECTION_REFUSED_BAD_USER_NAME_OR_PASSWORD,
            MqttConnectReturnCode.CONNECTION_REFUSED_BAD_USERNAME_OR_PASSWORD),
    /** Whose key it is cannot be told now. */
    UNAVAILABLE(
            MqttConnectReturnCode.CONNECTION_REFUSED_SERVER_UNAVAILABLE,
            MqttConnectReturnCode.CONNECTION_REFUSED_SERVER_UNAVAILABLE_5),
    /** This process has as many as it can have. */
    TOO_MANY(
            MqttConnectReturnCode.CONNECTION_REFUSED_SERVER_UNAVAILABLE,
            MqttConnectReturnCode.CONNECTION_REFUSED_QUOTA_EXCEEDED),
    /** This key has as many as it may. */
    TOO_MANY_OF_KEY(
            MqttConnectReturnCode.CONNECTION_REFUSED_SERVER_UNAVAILABLE,
            MqttConnectReturnCode.CONNECTION_REFUSED_QUOTA_EXCEEDED);

    private final MqttConnectReturnCode codeOf3;
    private final MqttConnectReturnCode codeOf5;

    Refused(MqttConnectReturnCode codeOf3, MqttConnectReturnCode codeOf5) {
        this.codeOf3 = codeOf3;
        this.codeOf5 = codeOf5;
    }

    /**
     * As it is answered.
     *
     * @param isVersion5 whether the device speaks MQTT 5
     */
    MqttConnectReturnCode code(boolean isVersion5) {
        return isVersion5 ? codeOf5 : codeOf3;
    }

    /** Its name in metrics. */
    String tag() {
        return name().toLowerCase(Locale.ROOT);
    }
}
