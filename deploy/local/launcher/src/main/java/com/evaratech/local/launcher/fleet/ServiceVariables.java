package com.evaratech.local.launcher.fleet;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The variables each service of the local fleet is started with. */
public final class ServiceVariables {

    private static final String KEY_RING = "CHANNEL_KEY_RING";

    private final Map<Service, Endpoint> endpoints;
    private final DatabaseAccess database;
    private final String redisUrl;
    private final Identity identity;
    private final String signInUrl;
    private final String keyRing;
    private final Map<String, String> operators;

    /**
     * The variables of all services.
     *
     * @param signInUrl where people's sign-ins are sent
     * @param keyRing seals what is kept secret, for those who seal and open it
     * @param operators passed on as they are
     */
    ServiceVariables(
            Map<Service, Endpoint> endpoints,
            DatabaseAccess database,
            String redisUrl,
            Identity identity,
            String signInUrl,
            String keyRing,
            Map<String, String> operators) {
        this.endpoints = Map.copyOf(endpoints);
        this.database = database;
        this.redisUrl = redisUrl;
        this.identity = identity;
        this.signInUrl = signInUrl;
        this.keyRing = keyRing;
        this.operators = Map.copyOf(operators);
    }

    Endpoint endpoint(Service service) {
        Endpoint endpoint = endpoints.get(service);
        if (endpoint == null) {
            throw new IllegalArgumentException("No endpoint was chosen for " + service.module());
        }
        return endpoint;
    }

    Map<String, String> of(Service service) {
        Map<String, String> variables = new HashMap<>(operators);
        variables.putAll(endpoint(service).variables());
        variables.putAll(identity.variables());
        variables.put("REDIS_URL", redisUrl);
        variables.put("ENVIRONMENT", "development");
        // Written for machines; "./evara logs" makes it readable and can still filter and merge by
        // time.
        variables.put("QUARKUS_LOG_CONSOLE_JSON_ENABLED", "true");
        service.schema().ifPresent(schema -> variables.putAll(database.variables(schema)));
        switch (service) {
            case NODE -> {
                variables.put("FIRST_SUPERADMIN", Identity.firstSuperadmin().toString());
                variables.put(KEY_RING, keyRing);
            }
            case POLLER -> variables.put(KEY_RING, keyRing);
            case ALERT -> {
                variables.put(KEY_RING, keyRing);
                // Dry runs of rules read the history there.
                variables.put(Service.TELEMETRY.urlVariable(), endpoint(Service.TELEMETRY).url());
                // Whoever tries a receiver here has it on this machine.
                variables.putIfAbsent("EVARA_DELIVERIES_PRIVATE_ADDRESSES", "true");
            }
            case GATEWAY -> {
                variables.putAll(addressesOfTheOthers());
                variables.put("SUPABASE_AUTH_URL", signInUrl);
            }
            // Where everything of a local fleet listens, unless somebody wants it otherwise.
            case TELEMETRY -> variables.putIfAbsent("MQTT_HOST", "127.0.0.1");
        }
        return variables;
    }

    private Map<String, String> addressesOfTheOthers() {
        return Stream.of(Service.values())
                .filter(service -> service != Service.GATEWAY)
                .collect(
                        Collectors.toMap(Service::urlVariable, service -> endpoint(service).url()));
    }
}
