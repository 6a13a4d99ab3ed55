package com.evaratech.local.launcher.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.local.identity.Secrets;
import com.evaratech.local.launcher.home.Layout;
import com.evaratech.local.launcher.home.SecretStore;
import com.evaratech.local.postgres.SchemaPasswords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceVariablesTest {

    @TempDir private Path directory;

    private ServiceVariables variables;

    @BeforeEach
    void prepare() throws IOException {
        Layout layout = new Layout(directory, directory);
        layout.create();
        SchemaPasswords passwords = new SchemaPasswords("owner-password", "runtime-password");
        variables =
                new ServiceVariables(
                        Map.of(
                                Service.NODE, new Endpoint(1, 11),
                                Service.TELEMETRY, new Endpoint(2, 12),
                                Service.ALERT, new Endpoint(3, 13),
                                Service.POLLER, new Endpoint(4, 14),
                                Service.GATEWAY, new Endpoint(8000, 15)),
                        new DatabaseAccess.ByOwnRoles(
                                "postgresql://127.0.0.1:5432/evara",
                                Map.of(
                                        "registry", passwords,
                                        "telemetry", passwords,
                                        "alerting", passwords,
                                        "polling", passwords)),
                        "redis://127.0.0.1:6379",
                        new Identity(new SecretStore(layout)),
                        "http://127.0.0.1:16/auth/v1",
                        Secrets.keyRing("local", "00".repeat(31) + "ff"),
                        Map.of("LOG_LEVEL", "DEBUG"));
    }

    @Test
    void shouldTellTheRegistryItsRolesAndTheFirstSuperadmin() {
        assertThat(variables.of(Service.NODE))
                .containsEntry("DATABASE_URL", "postgresql://127.0.0.1:5432/evara")
                .containsEntry("DB_USER", "evara_registry")
                .containsEntry("DB_PASSWORD", "runtime-password")
                .containsEntry("DB_OWNER_USER", "evara_registry_owner")
                .containsEntry("DB_OWNER_PASSWORD", "owner-password")
                .containsEntry("FIRST_SUPERADMIN", Identity.firstSuperadmin().toString())
                .containsEntry("QUARKUS_HTTP_PORT", "1")
                .containsEntry("QUARKUS_MANAGEMENT_PORT", "11")
                .containsEntry("QUARKUS_HTTP_HOST", "127.0.0.1");
    }

    @Test
    void shouldTellTheGatewayWhereTheOthersAreAndNothingOfTheDatabase() {
        assertThat(variables.of(Service.GATEWAY))
                .containsEntry("NODE_SERVICE_URL", "http://127.0.0.1:1")
                .containsEntry("TELEMETRY_SERVICE_URL", "http://127.0.0.1:2")
                .containsEntry("ALERT_SERVICE_URL", "http://127.0.0.1:3")
                .containsEntry("THINGSPEAK_POLLER_URL", "http://127.0.0.1:4")
                .doesNotContainKeys(
                        "DATABASE_URL", "DB_USER", "FIRST_SUPERADMIN", "GATEWAY_SERVICE_URL");
    }

    @Test
    void shouldTellAlertServiceWhereTheHistoryIs() {
        assertThat(variables.of(Service.ALERT))
                .containsEntry("TELEMETRY_SERVICE_URL", "http://127.0.0.1:2")
                .doesNotContainKeys("NODE_SERVICE_URL", "ALERT_SERVICE_URL");
    }

    @Test
    void shouldLetMqttListenOnThisMachineAlone() {
        assertThat(variables.of(Service.TELEMETRY)).containsEntry("MQTT_HOST", "127.0.0.1");
        assertThat(variables.of(Service.NODE)).doesNotContainKey("MQTT_HOST");
    }

    @Test
    void shouldGiveTheKeyRingToThoseWhoSealAndOpenAlone() {
        String ring = "local:" + "A".repeat(41) + "P8=";

        assertThat(Service.values())
                .filteredOn(it -> variables.of(it).containsKey("CHANNEL_KEY_RING"))
                .containsExactlyInAnyOrder(Service.NODE, Service.ALERT, Service.POLLER)
                .allSatisfy(
                        it -> assertThat(variables.of(it)).containsEntry("CHANNEL_KEY_RING", ring));
        assertThat(OperatorVariables.of(Map.of("CHANNEL_KEY_RING", ring))).isEmpty();
    }

    @Test
    void shouldPassTheOperatorsVariablesOnThatTheDocumentHas() throws IOException {
        Map<String, String> environment =
                Map.ofEntries(
                        Map.entry("LOG_LEVEL", "DEBUG"),
                        Map.entry("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:4317"),
                        Map.entry("OTEL_TRACES_SAMPLER_ARG", "1"),
                        Map.entry("DB_POOL_SIZE", "9"),
                        Map.entry("ENABLE_RATE_LIMITING", "false"),
                        Map.entry("EVARA_LIMITS_PERSON_PER_MINUTE", "200"),
                        Map.entry("REDIS_DURABILITY", "vouched"),
                        Map.entry("ENABLE_MQTT", "true"),
                        Map.entry("MQTT_PORT", "1884"),
                        Map.entry("REDIS_REPLICAS", "1"),
                        Map.entry("THINGSPEAK_ALLOW_PRIVATE", "true"),
                        Map.entry("THINGSPEAK_RATE_LIMIT", "30"),
                        Map.entry("THINGSPEAK_URL", "https://api.thingspeak.com"),
                        Map.entry("TRUSTED_PROXIES", "10.0.0.0/8"),
                        Map.entry("EVARA_ROUTING_BODY_LIMIT", "20M"),
                        Map.entry("EVARA_INGESTION_REQUESTS_PER_SECOND", "50"),
                        Map.entry("EVARA_DELIVERIES_TIMEOUT", "5s"),
                        Map.entry("DB_PASSWORD", "geheim"),
                        Map.entry("QUARKUS_HTTP_PORT", "1"),
                        Map.entry("SUPABASE_JWT_SECRET", "of another project"));

        Map<String, String> passedOn = OperatorVariables.of(environment);

        assertThat(passedOn)
                .containsOnlyKeys(
                        "LOG_LEVEL",
                        "OTEL_EXPORTER_OTLP_ENDPOINT",
                        "OTEL_TRACES_SAMPLER_ARG",
                        "DB_POOL_SIZE",
                        "ENABLE_RATE_LIMITING",
                        "EVARA_LIMITS_PERSON_PER_MINUTE",
                        "REDIS_DURABILITY",
                        "ENABLE_MQTT",
                        "MQTT_PORT",
                        "REDIS_REPLICAS",
                        "THINGSPEAK_ALLOW_PRIVATE",
                        "THINGSPEAK_RATE_LIMIT",
                        "THINGSPEAK_URL",
                        "TRUSTED_PROXIES",
                        "EVARA_ROUTING_BODY_LIMIT",
                        "EVARA_INGESTION_REQUESTS_PER_SECOND",
                        "EVARA_DELIVERIES_TIMEOUT");
        assertThat(Files.readString(Path.of("../../../docs/operations/configuration.md")))
                .contains(passedOn.keySet().stream().map("| `%s` |"::formatted).toList());
        assertThat(variables.of(Service.ALERT)).containsEntry("LOG_LEVEL", "DEBUG");
    }

    @Test
    void shouldTellTheGatewayAloneWherePeopleSignIn() {
        assertThat(variables.of(Service.GATEWAY))
                .containsEntry("SUPABASE_AUTH_URL", "http://127.0.0.1:16/auth/v1");
        assertThat(variables.of(Service.NODE)).doesNotContainKey("SUPABASE_AUTH_URL");
    }

    @Test
    void shouldTellAllServicesTheSameIssuerAndSecret() {
        for (Service service : Service.values()) {
            assertThat(variables.of(service))
                    .containsEntry("SUPABASE_URL", "http://identity.evara.localhost")
                    .containsEntry("REDIS_URL", "redis://127.0.0.1:6379")
                    .hasEntrySatisfying(
                            "SUPABASE_JWT_SECRET", secret -> assertThat(secret).hasSize(64));
        }
    }

    @Test
    void shouldPassTheOperatorsUrlOnWhereRolesCouldNotBePrepared() {
        DatabaseAccess shared = new DatabaseAccess.BySharedRole("postgresql://u:p@h/db");

        assertThat(shared.variables("registry"))
                .containsExactly(Map.entry("DATABASE_URL", "postgresql://u:p@h/db"));
        assertThat(shared.toString()).doesNotContain("u:p");
    }
}
