package com.evaratech.local.launcher.fleet;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The services in the order they start: the registry first, since the others read what it
 * publishes; the door last.
 */
public enum Service {
    NODE("node-service", "registry"),
    TELEMETRY("telemetry-service", "telemetry"),
    ALERT("alert-service", "alerting"),
    POLLER("thingspeak-poller", "polling"),
    GATEWAY("gateway-service", null);

    private final String module;
    private final @Nullable String schema;

    Service(String module, @Nullable String schema) {
        this.module = module;
        this.schema = schema;
    }

    /** The Maven module, which is also the name in logs and in the status. */
    public String module() {
        return module;
    }

    /** The schema it owns, if it has one. */
    public Optional<String> schema() {
        return Optional.ofNullable(schema);
    }

    /** The variable that tells the gateway where this service is: {@code NODE_SERVICE_URL}. */
    public String urlVariable() {
        return module.replace('-', '_').toUpperCase(Locale.ROOT) + "_URL";
    }
}
