package com.evaratech.common.config;

import com.evaratech.common.secret.KeyRing;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The operators' variables, checked together and translated into the platform's properties. */
final class OperatorSettings {

    private static final List<String> LOG_LEVELS = List.of("ERROR", "WARN", "INFO", "DEBUG");
    private static final List<String> SWITCH = List.of("true", "false");
    private static final int HS256_KEY_BYTES = 32;
    private static final String HS256_KEY =
            "at least " + HS256_KEY_BYTES + " bytes, as HS256 demands";

    private static final Pattern SHARE = Pattern.compile("0(\\.\\d{1,9})?|1(\\.0{1,9})?");

    // A trace in ten tells where time goes; all of them are many at ten thousand readings a second.
    private static final String TRACED_SHARE = "0.1";

    // What Supabase writes as the issuer of its tokens, after its own address.
    private static final String ISSUER_PATH = "/auth/v1";
    private static final String KEYS_PATH = ISSUER_PATH + "/.well-known/jwks.json";

    private OperatorSettings() {}

    /**
     * Reads the environment of one service.
     *
     * @param lookup a variable's value by its name, {@code null} when not set
     * @param needsDatabase whether the service keeps a schema
     * @throws EnvironmentRefused with every mistake found
     */
    static Map<String, String> read(
            Function<String, @Nullable String> lookup, boolean needsDatabase) {
        var variables = new Variables(lookup);
        var properties = new TreeMap<String, String>();
        if (needsDatabase) {
            properties.putAll(DatabaseSettings.read(variables));
        }
        BusSettings.read(variables, properties);
        identity(variables, properties);
        signIn(variables, properties);
        logLevel(variables, properties);
        tracing(variables, properties, needsDatabase);
        toggle(variables, "ENABLE_WEBSOCKETS", "evara.flags.websockets", properties);
        toggle(variables, "ENABLE_RATE_LIMITING", "evara.flags.rate-limiting", properties);
        keyRing(variables, properties);
        instance(variables, properties);
        environment(variables);
        variables.throwIfRefused();
        return properties;
    }

    private static void identity(Variables variables, Map<String, String> properties) {
        var url = "SUPABASE_URL";
        variables
                .require(
                        url, "the address of the identity provider, such as https://id.example.org")
                .ifPresent(address -> {
                    if (WebAddress.isHttp(address) && !address.endsWith("/")) {
                        properties.put("evara.identity.issuer", Literal.of(address + ISSUER_PATH));
                        properties.put("evara.identity.keys-url", Literal.of(address + KEYS_PATH));
                    } else {
                        variables.refuse(
                                url,
                                address,
                                "must be http(s)://host[:port][/path] without a slash"
                                        + " at its end");
                    }
                });
        var secret = "SUPABASE_JWT_SECRET";
        variables
                .require(secret, "the key that signs access tokens, " + HS256_KEY)
                .filter(key -> isLongEnough(variables, secret, key))
                .ifPresent(key -> properties.put("evara.identity.hs256-secret", Literal.of(key)));
        var previous = "SUPABASE_JWT_SECRET_PREVIOUS";
        variables
                .find(previous)
                .filter(key -> isLongEnough(variables, previous, key))
                .ifPresent(key ->
                        properties.put("evara.identity.previous-hs256-secret", Literal.of(key)));
    }

    private static boolean isLongEnough(Variables variables, String name, String key) {
        boolean isLong = key.getBytes(StandardCharsets.UTF_8).length >= HS256_KEY_BYTES;
        if (!isLong) {
            variables.refuse(name, "is too short: it must have " + HS256_KEY);
        }
        return isLong;
    }

    /**
     * Where people's sign-ins are sent, and with which key of the provider's. Both may be left out:
     * the address is the issuer's then, and a provider that stands alone asks for no key.
     */
    private static void signIn(Variables variables, Map<String, String> properties) {
        var url = "SUPABASE_AUTH_URL";
        variables
                .find(url)
                .ifPresentOrElse(
                        address -> {
                            if (WebAddress.isHttp(address) && !address.endsWith("/")) {
                                properties.put("evara.sign-in.provider", Literal.of(address));
                            } else {
                                variables.refuse(
                                        url,
                                        address,
                                        "must be http(s)://host[:port][/path] without a slash at"
                                                + " its end");
                            }
                        },
                        () ->
                                Optional.ofNullable(properties.get("evara.identity.issuer"))
                                        .ifPresent(issuer ->
                                                properties.put("evara.sign-in.provider", issuer)));
        variables
                .find("SUPABASE_KEY")
                .ifPresent(key -> properties.put("evara.sign-in.key", Literal.of(key)));
    }

    /**
     * The name that a process has in common with the one before it in the same place: in Kubernetes
     * a pod's, which a container keeps when it is started again.
     */
    private static void instance(Variables variables, Map<String, String> properties) {
        variables
                .find("INSTANCE_NAME")
                .or(() ->
                        variables
                                .find("KUBERNETES_SERVICE_HOST")
                                .flatMap(_ -> variables.find("HOSTNAME")))
                .ifPresent(name -> properties.put("evara.instance", Literal.of(name)));
    }

    private static void logLevel(Variables variables, Map<String, String> properties) {
        var name = "LOG_LEVEL";
        variables
                .find(name)
                .ifPresent(text -> {
                    var level = text.toUpperCase(Locale.ROOT);
                    if (LOG_LEVELS.contains(level)) {
                        properties.put("quarkus.log.level", level);
                    } else {
                        variables.refuse(
                                name, text, "must be one of " + String.join(", ", LOG_LEVELS));
                    }
                });
    }

    /**
     * Every request and reading has a trace id, logged and passed on; traces are recorded and
     * exported only to an address that was given.
     */
    private static void tracing(
            Variables variables, Map<String, String> properties, boolean needsDatabase) {
        var name = "OTEL_EXPORTER_OTLP_ENDPOINT";
        var endpoint = variables.find(name);
        endpoint.filter(address -> !WebAddress.isHttp(address))
                .ifPresent(address ->
                        variables.refuse(
                                name, address, "must be http(s)://host:port of a collector"));
        // A blank endpoint is the extension's way to leave out the exporter; an empty one falls
        // back to localhost:4317, which fills the log with refused connections.
        properties.put(
                "quarkus.otel.exporter.otlp.traces.endpoint",
                endpoint.map(Literal::of).orElse(" "));
        if (needsDatabase) {
            properties.put(
                    "quarkus.datasource.jdbc.telemetry.enabled",
                    Boolean.toString(endpoint.isPresent()));
        }
        properties.put(
                "quarkus.otel.traces.sampler.arg",
                tracedShare(variables).orElse(endpoint.isPresent() ? TRACED_SHARE : "0"));
    }

    private static Optional<String> tracedShare(Variables variables) {
        var name = "OTEL_TRACES_SAMPLER_ARG";
        var share = variables.find(name);
        share.filter(text -> !SHARE.matcher(text).matches())
                .ifPresent(text ->
                        variables.refuse(name, text, "must be a share from 0 to 1, such as 0.05"));
        return share;
    }

    private static void toggle(
            Variables variables, String name, String property, Map<String, String> properties) {
        variables
                .find(name)
                .ifPresent(text -> {
                    if (SWITCH.contains(text)) {
                        properties.put(property, text);
                    } else {
                        variables.refuse(name, text, "must be true or false");
                    }
                });
    }

    private static void keyRing(Variables variables, Map<String, String> properties) {
        var name = "CHANNEL_KEY_RING";
        variables
                .find(name)
                .ifPresent(text -> {
                    try {
                        var _ = KeyRing.parse(text);
                        properties.put("evara.secret.key-ring", Literal.of(text));
                    } catch (IllegalArgumentException e) {
                        variables.refuse(
                                name,
                                "is refused: %s; it is %s".formatted(e.getMessage(), KeyRing.FORM));
                    }
                });
    }

    /** Selects the profile, which {@code ServiceMain} has done by now; here it is only checked. */
    private static void environment(Variables variables) {
        var name = Environment.VARIABLE;
        variables
                .find(name)
                .filter(text -> Environment.named(text).isEmpty())
                .ifPresent(text ->
                        variables.refuse(name, text, "must be one of " + Environment.NAMES));
    }
}
