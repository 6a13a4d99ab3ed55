package com.evaratech.common.config;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The database part of the environment: two roles on one database. The pools work as the runtime
 * role; migrations connect as the owner of the schema, over a connection of their own.
 */
final class DatabaseSettings {

    private static final String SERVICE = "quarkus.application.name";
    private static final String URL = "DATABASE_URL";
    private static final String POOL_SIZE = "DB_POOL_SIZE";
    // 3 replicas of 4 services take 3 x 4 x (5 + 3) = 96 connections: PostgreSQL's own limit is
    // 100, of which it keeps 3 for its superusers.
    private static final String DEFAULT_POOL = "5";
    private static final int LARGEST_POOL = 500;

    // For what runs beside requests on virtual threads: the relay that holds its lock, a consumer's
    // round, and the renewal of its lease meanwhile.
    private static final String JDBC_POOL = "3";
    private static final String JDBC_IDLE = "1M";

    // A session that was not lent for so long is asked first whether it still lives. Not for leaks:
    // relays keep a session, and with it their lock, for as long as they run.
    private static final String JDBC_TRUSTED = "5S";

    private final Variables variables;
    private final Map<String, String> properties = new TreeMap<>();

    private DatabaseSettings(Variables variables) {
        this.variables = variables;
    }

    /** The platform's properties; incomplete when a mistake was noted. */
    static Map<String, String> read(Variables variables) {
        var settings = new DatabaseSettings(variables);
        variables.require(URL, DatabaseUrl.FORM).ifPresent(settings::address);
        settings.poolSize(variables.find(POOL_SIZE).orElse(DEFAULT_POOL));
        settings.backgroundPool();
        settings.properties.put("quarkus.flyway.migrate-at-start", "true");
        return settings.properties;
    }

    private void address(String text) {
        DatabaseUrl url;
        try {
            // The service's name tells its connections apart in pg_stat_activity.
            url = DatabaseUrl.parse(text).withDefaultName(variables.find(SERVICE).orElse("evara"));
        } catch (IllegalArgumentException e) {
            variables.refuse(URL, String.valueOf(e.getMessage()));
            return;
        }
        properties.put("quarkus.datasource.reactive.url", url.reactiveUrl());
        properties.put("quarkus.datasource.jdbc.url", url.jdbcUrl());
        encryption(url);
        logins(url);
    }

    private void logins(DatabaseUrl url) {
        var runtime = login("DB_USER", "DB_PASSWORD", new Login(url.user(), url.password()));
        var owner = login("DB_OWNER_USER", "DB_OWNER_PASSWORD", runtime);
        if (runtime.user == null) {
            variables.refuse("DB_USER", "is missing: set it, or name a user in " + URL);
            return;
        }
        properties.put("quarkus.datasource.username", Literal.of(runtime.user));
        properties.put("quarkus.flyway.placeholders.runtimeRole", Literal.of(runtime.user));
        if (runtime.password != null) {
            properties.put("quarkus.datasource.password", Literal.of(runtime.password));
        }
        if (owner.user != null && owner.password != null) {
            properties.put("quarkus.flyway.username", Literal.of(owner.user));
            properties.put("quarkus.flyway.password", Literal.of(owner.password));
        }
    }

    /** The named login where set; a password never serves a user it was not given for. */
    private Login login(String userName, String passwordName, Login otherwise) {
        var user = variables.find(userName).orElse(otherwise.user);
        var password = variables.find(passwordName).orElse(null);
        if (password == null && user != null && user.equals(otherwise.user)) {
            return otherwise;
        }
        if (password == null && user != null) {
            variables.refuse(passwordName, "is missing: " + userName + " needs its password");
        }
        return new Login(user, password);
    }

    private void encryption(DatabaseUrl url) {
        var mode = url.parameters().getOrDefault("sslmode", "prefer");
        var certificates = url.parameters().get("sslrootcert");
        switch (mode) {
            // Like libpq: these three encrypt, and believe whoever answers.
            case "allow", "prefer", "require" -> {
                properties.put("quarkus.datasource.reactive.trust-all", "true");
            }
            case "verify-ca", "verify-full" -> verification(mode, certificates);
            case "disable" -> {}
            default ->
                    variables.refuse(
                            URL,
                            "must carry one of disable, allow, prefer, require, verify-ca,"
                                    + " verify-full as sslmode");
        }
        properties.put("quarkus.datasource.reactive.postgresql.ssl-mode", mode);
    }

    private void verification(String mode, @Nullable String certificates) {
        if (certificates == null) {
            variables.refuse(URL, "with sslmode=" + mode + " must name the file sslrootcert");
            return;
        }
        properties.put("quarkus.datasource.reactive.trust-certificate-pem", "true");
        properties.put(
                "quarkus.datasource.reactive.trust-certificate-pem.certs",
                Literal.element(certificates));
        if (mode.equals("verify-full")) {
            properties.put("quarkus.datasource.reactive.hostname-verification-algorithm", "HTTPS");
        }
    }

    private void poolSize(String text) {
        if (!text.matches("[1-9][0-9]{0,2}") || Integer.parseInt(text) > LARGEST_POOL) {
            variables.refuse(POOL_SIZE, text, "must be a number from 1 to " + LARGEST_POOL);
            return;
        }
        properties.put("quarkus.datasource.reactive.max-size", text);
    }

    private void backgroundPool() {
        properties.put("quarkus.datasource.jdbc.min-size", "0");
        properties.put("quarkus.datasource.jdbc.initial-size", "0");
        properties.put("quarkus.datasource.jdbc.max-size", JDBC_POOL);
        properties.put("quarkus.datasource.jdbc.idle-removal-interval", JDBC_IDLE);
        properties.put("quarkus.datasource.jdbc.foreground-validation-interval", JDBC_TRUSTED);
    }

    private record Login(@Nullable String user, @Nullable String password) {}
}
