package com.evaratech.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Secrets by each of the four ways: always the same ones, with what their readers ask for. */
class RenderedSecretsIT {

    private static final String NAMESPACE = "evara-development";
    private static final String KEY_RING = "CHANNEL_KEY_RING";

    @Test
    void shouldBeTheSameSecretsByEveryWay() {
        List<String> expected = withoutTheGateways(Installation.environment("production"));

        assertThat(expected).hasSize(11);
        assertThat(Installation.all())
                .filteredOn(it -> !it.name().equals("development"))
                .allSatisfy(it ->
                        assertThat(withoutTheGateways(it))
                                .containsExactlyInAnyOrderElementsOf(expected));
        assertThat(made(true)).extracting(Json::name).containsExactlyInAnyOrderElementsOf(expected);
    }

    private static List<String> withoutTheGateways(Installation installation) {
        return installation.secrets().stream().filter(it -> !it.equals("gateway-service")).toList();
    }

    @Test
    void shouldHoldTheKeysThatTheExampleOfSealedSecretsShows() {
        Map<String, Object> shown = new TreeMap<>();
        Installation.all()
                .getLast()
                .ofKind("SealedSecret")
                .forEach(it ->
                        shown.put(Json.name(it), Json.map(it, "spec.encryptedData").keySet()));
        Map<String, Object> made = new TreeMap<>();
        made(true).forEach(it -> made.put(Json.name(it), Json.map(it, "stringData").keySet()));

        assertThat(made).isEqualTo(shown);
    }

    @Test
    void shouldMakeValidSecretsWithPasswordsOfTheirOwn() {
        List<JsonObject> made = made(false);

        assertThat(made).hasSize(10).allSatisfy(StrictSchema::check);
        assertThat(made)
                .allSatisfy(
                        it -> assertThat(Json.text(it, "metadata.namespace")).isEqualTo(NAMESPACE));
        assertThat(made)
                .filteredOn(it -> Json.text(it, "type").equals("kubernetes.io/basic-auth"))
                .hasSize(8)
                .extracting(it -> Json.text(it, "stringData.password"))
                .allSatisfy(it -> assertThat(it).hasSize(48))
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldGiveTheSamePasswordToTheServerAndToTheService() {
        for (JsonObject secret : made(false)) {
            Map<String, String> data = Json.map(secret, "stringData");
            String own = Json.name(secret).endsWith("-owner") ? "DB_OWNER_" : "DB_";
            if (data.containsKey(own + "USER")) {
                assertThat(data)
                        .containsEntry("username", data.get(own + "USER"))
                        .containsEntry("password", data.get(own + "PASSWORD"));
            }
        }
    }

    @Test
    void shouldGiveOneKeyRingToThoseWhoSealAndOpen() {
        List<JsonObject> readers =
                made(false).stream().filter(it -> Json.has(it, "stringData." + KEY_RING)).toList();

        assertThat(readers)
                .extracting(Json::name)
                .containsExactly("node-service", "alert-service", "thingspeak-poller");
        assertThat(readers)
                .extracting(it -> Json.text(it, "stringData." + KEY_RING))
                .allMatch(it -> it.matches("k1:[A-Za-z0-9+/]{43}="))
                .containsOnly(Json.text(readers.getFirst(), "stringData." + KEY_RING));
    }

    private static List<JsonObject> made(boolean withBackups) {
        List<String> command =
                withBackups
                        ? List.of(
                                "env",
                                "BACKUP_ACCESS_KEY_ID=key",
                                "BACKUP_ACCESS_SECRET_KEY=a\"quoted\\one",
                                "BACKUP_REGION=ap-south-1",
                                script(),
                                NAMESPACE)
                        : List.of(script(), NAMESPACE);
        Tools.Result result = Tools.execute(command);
        assertThat(result.code()).describedAs(result.err()).isZero();
        return Yaml.parseAll(result.out());
    }

    private static String script() {
        return Tools.RELEASE.resolve("kustomize/make-secrets.sh").toString();
    }
}
