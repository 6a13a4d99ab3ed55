package com.evaratech.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The Helm chart: the same objects as the kustomize tree, and values that are refused when wrong.
 */
class RenderedChartIT {

    @ParameterizedTest
    @ValueSource(
            strings = {"production", "keda-and-gateway-api", "managed-databases", "mqtt", "small"})
    void shouldPassHelmsOwnChecks(String values) {
        Tools.Result lint =
                Tools.run(
                        "helm",
                        "lint",
                        "--strict",
                        Rendered.CHART,
                        "-f",
                        Rendered.valuesFile(values));

        assertThat(lint.code()).describedAs(lint.out() + lint.err()).isZero();
    }

    @Test
    void shouldRenderWhatTheOverlayOfProductionRenders() {
        assertSameObjects(
                render("production"),
                "overlays/production/services",
                "overlays/production/migrations");
    }

    @Test
    void shouldRenderWhatTheVariantWithKedaAndTheGatewayApiRenders() {
        assertSameObjects(
                render("keda-and-gateway-api"),
                "variants/keda-and-gateway-api",
                "overlays/production/migrations");
    }

    @Test
    void shouldRenderWhatTheVariantWithMqttRenders() {
        assertSameObjects(render("mqtt"), "variants/mqtt", "overlays/production/migrations");
    }

    @Test
    void shouldTakeTheCertificateAndTheAnnotationsOfMqttFromTheValues() {
        List<JsonObject> objects =
                Rendered.chart(
                        "mqtt", "--set", "mqtt.tlsSecret=broker,mqtt.annotations.pool=devices");
        Map<String, JsonObject> byName = comparable(objects);

        assertThat(text(byName, "Deployment telemetry-service"))
                .contains("\"secretName\":\"broker\"");
        assertThat(text(byName, "Service mqtt")).contains("\"pool\":\"devices\"");
        assertThat(comparable(render("production")).keySet()).doesNotContain("Service mqtt");
    }

    private static void assertSameObjects(List<JsonObject> chart, String... folders) {
        List<JsonObject> tree = new ArrayList<>();
        for (String folder : folders) {
            tree.addAll(Rendered.folder(folder));
        }
        Map<String, JsonObject> expected = comparable(tree);
        Map<String, JsonObject> actual = comparable(chart);

        assertThat(actual.keySet()).isEqualTo(expected.keySet());
        expected.forEach(
                (name, object) -> assertThat(actual.get(name)).describedAs(name).isEqualTo(object));
    }

    /** By kind and name, without what each tool adds of its own. */
    private static Map<String, JsonObject> comparable(List<JsonObject> objects) {
        Map<String, JsonObject> byName = new TreeMap<>();
        for (JsonObject object : objects) {
            String text =
                    object.toString()
                            .replaceAll("\"(evara|evara-migration)-[a-z0-9]{10}\"", "\"$1\"")
                            .replaceAll("\"checksum/settings\":\"[0-9a-f]{64}\",?", "")
                            .replaceAll("\"helm.sh/[a-z-]+\":\"[^\"]*\",?", "")
                            .replace(",}", "}")
                            .replace("\"annotations\":{},", "");
            JsonObject plain = Yaml.parseAll(text).getFirst();
            JsonObject metadata = plain.getAsJsonObject("metadata");
            metadata.remove("namespace");
            if (Json.map(plain, "metadata.annotations").isEmpty()) {
                metadata.remove("annotations");
            }
            byName.put(Json.kind(plain) + " " + Json.name(plain), plain);
        }
        return byName;
    }

    @Test
    void shouldMigrateBeforeServicesAreInstalledOrUpgraded() {
        List<JsonObject> jobs = ofKind(render("production"), "Job");

        assertThat(jobs)
                .hasSize(4)
                .allSatisfy(it ->
                        assertThat(Json.map(it, "metadata.annotations"))
                                .containsEntry("helm.sh/hook", "pre-install,pre-upgrade")
                                .containsEntry("helm.sh/hook-weight", "0"));
    }

    @Test
    void shouldReachManagedServersAndRunImagesByDigestWhenTheValuesSaySo() {
        List<JsonObject> objects = render("managed-databases");
        Map<String, JsonObject> byName = comparable(objects);

        assertThat(text(byName, "NetworkPolicy to-postgres"))
                .contains("\"ipBlock\":{\"cidr\":\"10.20.0.0/24\"}")
                .contains("\"port\":5432")
                .doesNotContain("cnpg.io/poolerName");
        assertThat(text(byName, "NetworkPolicy migration")).contains("10.20.0.0/24");
        assertThat(text(byName, "NetworkPolicy to-redis"))
                .contains("10.20.1.0/24", "10.20.2.0/24", "\"port\":6380");
        assertThat(text(byName, "NetworkPolicy gateway-service"))
                .contains("10.20.3.0/24", "\"port\":6381");
        assertThat(text(byName, "Deployment node-service"))
                .contains("ghcr.io/evaratech/node-service@sha256:");
        assertThat(text(byName, "ExternalSecret node-service"))
                .contains("\"key\":\"evara/production/node-service\"", "ClusterSecretStore");
        assertThat(byName.keySet()).doesNotContain("ExternalSecret redis");
    }

    @Test
    void shouldGiveTheNumberOfReplicasOnlyWhereNothingScales() {
        List<JsonObject> objects = render("small");

        assertThat(ofKind(objects, "Deployment"))
                .hasSize(5)
                .allSatisfy(it -> assertThat(Json.number(it, "spec.replicas")).isEqualTo(1));
        assertThat(ofKind(objects, "HorizontalPodAutoscaler")).isEmpty();
        assertThat(ofKind(render("production"), "Deployment"))
                .noneMatch(it -> Json.has(it, "spec.replicas"));
    }

    @Test
    void shouldRollOutWhenASettingChanged() {
        List<JsonObject> other = Rendered.chart("production", "--set", "settings.LOG_LEVEL=WARN");

        assertThat(checksum(other)).isNotEqualTo(checksum(render("production")));
    }

    private static String checksum(List<JsonObject> objects) {
        JsonObject deployment = ofKind(objects, "Deployment").getFirst();
        return Json.object(deployment, "spec.template.metadata.annotations")
                .get("checksum/settings")
                .getAsString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "image.tag=latest | /image/tag",
                "services.node-service.min=11 | min 11 is more than max 10",
                "services.node-service.min=0 | /services/node-service/min",
                "services.node-service.resources.limits.memory=lots | limits/memory",
                "services.nodeservice.min=3 | nodeservice",
                "settings.SUPABASE_URL=somewhere | /settings/SUPABASE_URL",
                "settings.LOG_LEVEL=LOUD | /settings/LOG_LEVEL",
                "settings.DB_PASSWORD=x | DB_PASSWORD",
                "settings.CHANNEL_KEY_RING=k1:x | CHANNEL_KEY_RING",
                "settings.SMTP_PASSWORD=x | SMTP_PASSWORD",
                "settings.REDIS_CACHE_URL=redis://cache | REDIS_CACHE_URL",
                "settings.SUPABASE_KEY=x | SUPABASE_KEY",
                "redis.cache.cidrs[0]=cache | /redis/cache/cidrs",
                "database.url=postgresql://me:secret@db/evara | /database/url",
                "autoscaling.mode=both | /autoscaling/mode",
                "entrance.host= | /entrance/host",
                "entrance.type=door | /entrance/type",
                "networkPolicies.enabled=maybe | /networkPolicies/enabled",
                "monitoring.alertRules=some | /monitoring/alertRules",
                "database.cidrs[0]=10.0.0.300 | /database/cidrs",
                "mqtt.enabled=maybe | /mqtt/enabled",
                "mqtt.tlsSecret=Not a name | /mqtt/tlsSecret",
                "colour=blue | colour"
            })
    void shouldRefuseValuesThatMakeNoSense(String value, String told) {
        Tools.Result result =
                Tools.run(
                        "helm",
                        "template",
                        "evara",
                        Rendered.CHART,
                        "-f",
                        Rendered.valuesFile("production"),
                        "--set",
                        value);

        assertThat(result.code()).isNotZero();
        assertThat(result.err()).contains(told);
    }

    @Test
    void shouldRefuseAKubernetesThatIsTooOld() {
        Tools.Result result =
                Tools.run(
                        "helm",
                        "template",
                        "evara",
                        Rendered.CHART,
                        "-f",
                        Rendered.valuesFile("production"),
                        "--kube-version",
                        "1.33.0");

        assertThat(result.code()).isNotZero();
        assertThat(result.err()).contains(">=1.34.0-0");
    }

    private static List<JsonObject> render(String values) {
        return Rendered.chart(values);
    }

    private static String text(Map<String, JsonObject> byName, String name) {
        return Objects.requireNonNull(byName.get(name), name).toString();
    }

    private static List<JsonObject> ofKind(List<JsonObject> objects, String kind) {
        return objects.stream().filter(it -> Json.kind(it).equals(kind)).toList();
    }
}
