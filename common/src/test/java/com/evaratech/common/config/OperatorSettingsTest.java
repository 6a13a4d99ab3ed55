package com.evaratech.common.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OperatorSettingsTest {

    private static final Map<String, String> COMPLETE =
            Map.of(
                    "DATABASE_URL", "postgresql://runner:r-pw@db:5433/water",
                    "REDIS_URL", "redis://:redis-pw@bus:6380/1",
                    "SUPABASE_URL", "https://id.example.org",
                    "SUPABASE_JWT_SECRET", "a-secret-of-thirty-two-bytes-or-more");

    @Test
    void shouldMapCompleteEnvironment() {
        assertThat(read(Map.of()))
                .containsEntry(
                        "quarkus.datasource.reactive.url",
                        "postgresql://db:5433/water?application_name=evara")
                .containsEntry(
                        "quarkus.datasource.jdbc.url",
                        "jdbc:postgresql://db:5433/water?ApplicationName=evara")
                .containsEntry("quarkus.datasource.username", "runner")
                .containsEntry("quarkus.datasource.password", "r-pw")
                .containsEntry("quarkus.flyway.username", "runner")
                .containsEntry("quarkus.flyway.password", "r-pw")
                .containsEntry("quarkus.flyway.placeholders.runtimeRole", "runner")
                .containsEntry("quarkus.datasource.reactive.max-size", "5")
                .containsEntry("evara.bus.url", "redis://:redis-pw@bus:6380/1")
                .containsEntry("evara.identity.issuer", "https://id.example.org/auth/v1")
                .containsEntry(
                        "evara.identity.hs256-secret", "a-secret-of-thirty-two-bytes-or-more")
                .doesNotContainKey("quarkus.log.level");
    }

    @Test
    void shouldRecordNoTraceAndLeaveStatementsAloneWhereTracesAreNotSent() {
        assertThat(read(Map.of()))
                .containsEntry("quarkus.otel.exporter.otlp.traces.endpoint", " ")
                .containsEntry("quarkus.otel.traces.sampler.arg", "0")
                .containsEntry("quarkus.datasource.jdbc.telemetry.enabled", "false");
    }

    @Test
    void shouldRecordAShareOfTheTracesWhereTheyAreSent() {
        var endpoint = Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4317");

        assertThat(read(endpoint))
                .containsEntry(
                        "quarkus.otel.exporter.otlp.traces.endpoint", "http://collector:4317")
                .containsEntry("quarkus.otel.traces.sampler.arg", "0.1")
                .containsEntry("quarkus.datasource.jdbc.telemetry.enabled", "true");
        assertThat(read(Map.of("OTEL_TRACES_SAMPLER_ARG", "0.25")))
                .containsEntry("quarkus.otel.traces.sampler.arg", "0.25");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "-0.1", "1.1", "NaN", "5%", "0,5", ".5"})
    void shouldRefuseAShareThatIsNone(String share) {
        assertThat(
                        catchThrowableOfType(
                                EnvironmentRefused.class,
                                () -> read(Map.of("OTEL_TRACES_SAMPLER_ARG", share))))
                .hasMessageContaining("OTEL_TRACES_SAMPLER_ARG")
                .hasMessageContaining("must be a share from 0 to 1");
    }

    @Test
    void shouldSwitchLiveUpdatesOnAndOff() {
        assertThat(read(Map.of())).doesNotContainKey("evara.flags.websockets");
        assertThat(read(Map.of("ENABLE_WEBSOCKETS", " false ")))
                .containsEntry("evara.flags.websockets", "false");
        assertThat(
                        catchThrowableOfType(
                                EnvironmentRefused.class,
                                () -> read(Map.of("ENABLE_WEBSOCKETS", "no"))))
                .hasMessageContaining("ENABLE_WEBSOCKETS");
    }

    @Test
    void shouldSayWhatIsAskedOfTheBus() {
        assertThat(read(Map.of()))
                .doesNotContainKeys("evara.bus.durability-checked", "evara.bus.replicas");
        assertThat(read(Map.of("REDIS_DURABILITY", "vouched", "REDIS_REPLICAS", "2")))
                .containsEntry("evara.bus.durability-checked", "false")
                .containsEntry("evara.bus.replicas", "2");
        assertThat(read(Map.of("REDIS_DURABILITY", "checked")))
                .containsEntry("evara.bus.durability-checked", "true");
        assertThat(
                        catchThrowableOfType(
                                EnvironmentRefused.class,
                                () ->
                                        read(
                                                Map.of(
                                                        "REDIS_DURABILITY", "no",
                                                        "REDIS_REPLICAS", "11"))))
                .hasMessageContaining("REDIS_DURABILITY=no must be checked or vouched")
                .hasMessageContaining("REDIS_REPLICAS=11 must be a whole number from 0 to 10");
    }

    @Test
    void shouldNameConnectionsAfterTheServiceUnlessTheUrlDoes() {
        assertThat(read(Map.of("quarkus.application.name", "node-service")))
                .containsEntry(
                        "quarkus.datasource.reactive.url",
                        "postgresql://db:5433/water?application_name=node-service");
        assertThat(
                        read(
                                Map.of(
                                        "quarkus.application.name",
                                        "node-service",
                                        "DATABASE_URL",
                                        "postgresql://u:p@db/water?application_name=mine")))
                .containsEntry(
                        "quarkus.datasource.reactive.url",
                        "postgresql://db:5432/water?application_name=mine");
    }

    @Test
    void shouldMigrateAsOwnerAndRunAsRuntimeRole() {
        var properties =
                read(
                        Map.of(
                                "DB_USER", "evara_registry",
                                "DB_PASSWORD", "one",
                                "DB_OWNER_USER", "evara_registry_owner",
                                "DB_OWNER_PASSWORD", "two"));

        assertThat(properties)
                .containsEntry("quarkus.datasource.username", "evara_registry")
                .containsEntry("quarkus.datasource.password", "one")
                .containsEntry("quarkus.flyway.placeholders.runtimeRole", "evara_registry")
                .containsEntry("quarkus.flyway.username", "evara_registry_owner")
                .containsEntry("quarkus.flyway.password", "two");
    }

    @Test
    void shouldLeaveOutDatabaseOfServiceWithoutSchema() {
        var environment = new HashMap<>(COMPLETE);
        environment.remove("DATABASE_URL");

        assertThat(OperatorSettings.read(environment::get, false))
                .containsOnlyKeys(
                        "evara.bus.url",
                        "evara.cache.url",
                        "evara.cache.largest",
                        "evara.sign-in.provider",
                        "evara.identity.issuer",
                        "evara.identity.hs256-secret",
                        "evara.identity.keys-url",
                        "quarkus.otel.traces.sampler.arg",
                        "quarkus.otel.exporter.otlp.traces.endpoint");
    }

    @Test
    void shouldMapOptionalVariables() {
        assertThat(
                        read(
                                Map.of(
                                        "DB_POOL_SIZE", "25",
                                        "LOG_LEVEL", "debug",
                                        "ENVIRONMENT", "staging")))
                .containsEntry("quarkus.datasource.reactive.max-size", "25")
                .containsEntry("quarkus.log.level", "DEBUG");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "25", "500"})
    void shouldKeepTheJdbcPoolSmallAndEmptyWhenIdleHoweverManyServeRequests(String size) {
        assertThat(read(Map.of("DB_POOL_SIZE", size)))
                .containsEntry("quarkus.datasource.jdbc.max-size", "3")
                .containsEntry("quarkus.datasource.jdbc.min-size", "0")
                .containsEntry("quarkus.datasource.jdbc.initial-size", "0");
    }

    @Test
    void shouldUseWhatItHasCheckedWhenAFileEndsWithALineBreak() {
        assertThat(
                        read(
                                Map.of(
                                        "SUPABASE_URL",
                                        "https://id.example.org\n",
                                        "SUPABASE_JWT_SECRET",
                                        "a-secret-of-thirty-two-bytes-or-more\r\n",
                                        "DB_USER",
                                        "other\n",
                                        "DB_PASSWORD",
                                        "secret\n")))
                .containsEntry("evara.identity.issuer", "https://id.example.org/auth/v1")
                .containsEntry(
                        "evara.identity.hs256-secret", "a-secret-of-thirty-two-bytes-or-more")
                .containsEntry("quarkus.datasource.username", "other")
                .containsEntry("quarkus.datasource.password", "secret");
        assertThat(Environment.named("staging\n")).contains(Environment.STAGING);
    }

    @ParameterizedTest
    @CsvSource({
        "OTEL_EXPORTER_OTLP_ENDPOINT, https://user:hunter2@collector:4317",
        "OTEL_EXPORTER_OTLP_ENDPOINT, https://user:hun/ter2@x@collector:4317",
        "OTEL_EXPORTER_OTLP_ENDPOINT, user:hunter2@collector:4317",
        "OTEL_EXPORTER_OTLP_ENDPOINT, https://collector:4317?key=hunter2",
        "SUPABASE_URL, https://user:hunter2@id.example.org",
        "DATABASE_URL, postgresql://user:hunter2@db:99999/water",
        "DATABASE_URL, mysql://user:hunter2@db/water",
        "REDIS_URL, http://user:hunter2@bus",
    })
    void shouldNotTellTheLoginOfARefusedAddress(String variable, String address) {
        assertThat(lines(Map.of(variable, address)))
                .singleElement()
                .asString()
                .startsWith(variable)
                .doesNotContain("hun", "ter2");
    }

    @ParameterizedTest
    @CsvSource({"allow, true", "prefer, true", "require, true", "disable, "})
    void shouldBelieveAnyCertificateUnlessVerificationIsAsked(String mode, String trustAll) {
        var properties = read(Map.of("DATABASE_URL", "postgresql://u:p@db/water?sslmode=" + mode));

        assertThat(properties)
                .containsEntry("quarkus.datasource.reactive.postgresql.ssl-mode", mode);
        assertThat(properties.get("quarkus.datasource.reactive.trust-all")).isEqualTo(trustAll);
    }

    @Test
    void shouldFindTheCertificatesWhateverTheirPath() {
        var properties =
                read(
                        Map.of(
                                "DATABASE_URL",
                                "postgresql://u:p@db/w?sslmode=verify-ca&sslrootcert=/a,b.pem"));

        assertThat(properties)
                .containsEntry(
                        "quarkus.datasource.reactive.trust-certificate-pem.certs", "/a\\,b.pem");
    }

    @Test
    void shouldVerifyServerByGivenCertificates() {
        var properties =
                read(
                        Map.of(
                                "DATABASE_URL",
                                "postgresql://u:p@db/water?sslmode=verify-full&sslrootcert=/ca.pem"));

        assertThat(properties)
                .containsEntry(
                        "quarkus.datasource.jdbc.url",
                        "jdbc:postgresql://db:5432/water?ApplicationName=evara"
                                + "&sslmode=verify-full&sslrootcert=%2Fca.pem")
                .containsEntry("quarkus.datasource.reactive.postgresql.ssl-mode", "verify-full")
                .containsEntry(
                        "quarkus.datasource.reactive.hostname-verification-algorithm", "HTTPS")
                .containsEntry("quarkus.datasource.reactive.trust-certificate-pem.certs", "/ca.pem")
                .doesNotContainKey("quarkus.datasource.reactive.trust-all");
    }

    @Test
    void shouldNameEveryMissingVariableAtOnce() {
        assertThat(mistakes(Map.of(), true))
                .extracting(Mistake::variable)
                .containsExactly(
                        "DATABASE_URL", "REDIS_URL", "SUPABASE_URL", "SUPABASE_JWT_SECRET");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "LOG_LEVEL|loud|LOG_LEVEL=loud must be one of ERROR, WARN, INFO, DEBUG",
                "ENVIRONMENT|prod|ENVIRONMENT=prod must be one of development, staging, production",
                "DB_POOL_SIZE|0|DB_POOL_SIZE=0 must be a number from 1 to 500",
                "DB_POOL_SIZE|501|DB_POOL_SIZE=501 must be a number from 1 to 500",
                "DB_POOL_SIZE|99999999999|DB_POOL_SIZE=99999999999 must be a number from 1 to 500",
                "OTEL_EXPORTER_OTLP_ENDPOINT|c:4317|OTEL_EXPORTER_OTLP_ENDPOINT=c:4317 must be"
                        + " http(s)://host:port of a collector",
            })
    void shouldTellVariableValueAndWhatIsAllowed(String name, String value, String line) {
        assertThat(lines(Map.of(name, value))).containsExactly(line);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bus:6379",
                "http://bus",
                "redis://:hunter2@",
                "redis://bus/x",
                "redis://bus:0"
            })
    void shouldRefuseWrongRedisAddressWithoutQuotingIt(String value) {
        assertThat(lines(Map.of("REDIS_URL", value)))
                .containsExactly("REDIS_URL must be " + WebAddress.REDIS_FORM);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id.example.org",
                "ftp://id",
                "https://id/",
                "https://id?x=1",
                "https://u@id"
            })
    void shouldRefuseWrongIssuer(String value) {
        assertThat(mistakes(environment(Map.of("SUPABASE_URL", value)), true))
                .extracting(Mistake::variable)
                .containsExactly("SUPABASE_URL");
    }

    @Test
    void shouldRefuseShortSecretWithoutTellingIt() {
        assertThat(List.of("SUPABASE_JWT_SECRET", "SUPABASE_JWT_SECRET_PREVIOUS"))
                .allSatisfy(name ->
                        assertThat(lines(Map.of(name, "hunter2")))
                                .singleElement()
                                .asString()
                                .startsWith(name + " is too short")
                                .doesNotContain("hunter2"));
    }

    @Test
    void shouldTakeThePreviousSecretOnlyWhereItIsSet() {
        var previous = "evara.identity.previous-hs256-secret";
        var name = "SUPABASE_JWT_SECRET_PREVIOUS";

        assertThat(read(Map.of(name, "another-secret-of-thirty-two-bytes!!")))
                .containsEntry(previous, "another-secret-of-thirty-two-bytes!!");
        assertThat(read(Map.of(name, " "))).doesNotContainKey(previous);
    }

    @Test
    void shouldNotLendThePasswordOfOneUserToAnother() {
        assertThat(lines(Map.of("DB_USER", "other")))
                .containsExactly("DB_PASSWORD is missing: DB_USER needs its password");
        assertThat(lines(Map.of("DB_OWNER_USER", "owner")))
                .containsExactly("DB_OWNER_PASSWORD is missing: DB_OWNER_USER needs its password");
    }

    @Test
    void shouldRefuseDatabaseWithoutUser() {
        assertThat(lines(Map.of("DATABASE_URL", "postgresql://db/water")))
                .containsExactly("DB_USER is missing: set it, or name a user in DATABASE_URL");
    }

    @Test
    void shouldRefuseVerificationWithoutCertificatesAndUnknownMode() {
        assertThat(lines(Map.of("DATABASE_URL", "postgresql://u:p@db/w?sslmode=verify-ca")))
                .containsExactly(
                        "DATABASE_URL with sslmode=verify-ca must name the file sslrootcert");
        assertThat(lines(Map.of("DATABASE_URL", "postgresql://u:p@db/w?sslmode=maybe")))
                .singleElement()
                .asString()
                .startsWith("DATABASE_URL must carry one of disable");
    }

    @Test
    void shouldKeepReportOnOneLine() {
        assertThat(lines(Map.of("LOG_LEVEL", "loud\nfake: line")))
                .singleElement()
                .asString()
                .doesNotContain("\n");
    }

    private static Map<String, String> read(Map<String, String> more) {
        return OperatorSettings.read(environment(more)::get, true);
    }

    private static Map<String, String> environment(Map<String, String> more) {
        var environment = new HashMap<>(COMPLETE);
        environment.putAll(more);
        return environment;
    }

    private static List<Mistake> mistakes(Map<String, String> environment, boolean database) {
        return catchThrowableOfType(
                        EnvironmentRefused.class,
                        () -> OperatorSettings.read(environment::get, database))
                .mistakes();
    }

    private static List<String> lines(Map<String, String> more) {
        return mistakes(environment(more), true).stream().map(Mistake::line).toList();
    }
}
