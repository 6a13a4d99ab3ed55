package com.evaratech.local.launcher.fleet;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Those of the operator's variables (docs/operations/configuration.md) that are passed on to the
 * services of a local fleet. The others are for the launcher to set: a port or a password left in a
 * shell by other work would break the fleet.
 */
final class OperatorVariables {

    private static final Set<String> PASSED_ON =
            Set.of(
                    "DB_POOL_SIZE",
                    "ENABLE_MQTT",
                    "ENABLE_RATE_LIMITING",
                    "LOG_LEVEL",
                    "MQTT_CERTIFICATE_FILE",
                    "MQTT_HOST",
                    "MQTT_KEY_FILE",
                    "MQTT_PORT",
                    "OTEL_EXPORTER_OTLP_ENDPOINT",
                    "OTEL_TRACES_SAMPLER_ARG",
                    "REDIS_DURABILITY",
                    "REDIS_REPLICAS",
                    "THINGSPEAK_ALLOW_PRIVATE",
                    "THINGSPEAK_RATE_LIMIT",
                    "THINGSPEAK_URL",
                    "TRUSTED_PROXIES");

    /** Limits of the gateway and of devices, how long alerts are kept, and how they are told. */
    private static final Set<String> FAMILIES =
            Set.of(
                    "EVARA_ROUTING_",
                    "EVARA_DOOR_",
                    "EVARA_LIMITS_",
                    "EVARA_INGESTION_",
                    "EVARA_MQTT_",
                    "EVARA_ALERTS_",
                    "EVARA_DELIVERIES_",
                    "SMTP_");

    private OperatorVariables() {}

    static Map<String, String> of(Map<String, String> environment) {
        return environment.entrySet().stream()
                .filter(entry -> isPassedOn(entry.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static boolean isPassedOn(String name) {
        return PASSED_ON.contains(name) || FAMILIES.stream().anyMatch(name::startsWith);
    }
}
