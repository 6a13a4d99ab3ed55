package com.evaratech.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    void shouldMakeSecretsWithPasswordsOfTheirOwn() {
        List<JsonObject> made = made(false);

        assertThat(made)
                .hasSize(10)
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

    @Test
    void shouldTakeWhatIsGivenSoThatASecondRunFitsWhatTheFirstSealed() {
        List<JsonObject> made =
                made(
                        "CHANNEL_KEY_RING=k2:given,k1:older",
                        "REDIS_PASSWORD=redis-password",
                        "REDIS_CACHE_URL=redis://:cache-password@cache:6379",
                        "SMTP_PASSWORD=mail password",
                        "SUPABASE_KEY=project-key",
                        "EVARA_ALERTING_PASSWORD=alerting-password",
                        "EVARA_ALERTING_OWNER_PASSWORD=owner-password");

        assertThat(data(made, "redis")).containsEntry("password", "redis-password");
        assertThat(data(made, "evara-secrets"))
                .containsEntry("REDIS_URL", "redis://:redis-password@redis:6379")
                .containsEntry("REDIS_CACHE_URL", "redis://:cache-password@cache:6379")
                .containsEntry("SUPABASE_KEY", "project-key");
        assertThat(data(made, "alert-service"))
                .containsEntry(KEY_RING, "k2:given,k1:older")
                .containsEntry("SMTP_PASSWORD", "mail password")
                .containsEntry("DB_PASSWORD", "alerting-password");
        assertThat(data(made, "alert-service-owner"))
                .containsEntry("DB_OWNER_PASSWORD", "owner-password");
        assertThat(data(made, "node-service")).containsEntry(KEY_RING, "k2:given,k1:older");
    }

    @Test
    void shouldRefuseAPasswordThatDoesNotFitIntoAnAddress() {
        Tools.Result result = run("REDIS_PASSWORD=a@b");

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith("make-secrets: REDIS_PASSWORD must be of letters");
    }

    private static Map<String, String> data(List<JsonObject> secrets, String name) {
        return secrets.stream()
                .filter(it -> Json.name(it).equals(name))
                .map(it -> Json.map(it, "stringData"))
                .findFirst()
                .orElseThrow();
    }

    static List<JsonObject> made(boolean withBackups) {
        return withBackups
                ? made(
                        "BACKUP_ACCESS_KEY_ID=key",
                        "BACKUP_ACCESS_SECRET_KEY=a\"quoted\\one",
                        "BACKUP_REGION=ap-south-1")
                : made();
    }

    private static List<JsonObject> made(String... variables) {
        Tools.Result result = run(variables);
        assertThat(result.code()).describedAs(result.err()).isZero();
        return Yaml.parseAll(result.out());
    }

    /** With these variables and none of the machine's own, some of which the script would take. */
    private static Tools.Result run(String... variables) {
        List<String> command = new ArrayList<>(List.of("env", "-i", "PATH=" + path()));
        command.addAll(List.of(variables));
        command.addAll(List.of(script(), NAMESPACE));
        return Tools.execute(command);
    }

    private static String path() {
        return Objects.requireNonNull(System.getenv("PATH"));
    }

    private static String script() {
        return Tools.RELEASE.resolve("kustomize/make-secrets.sh").toString();
    }
}
