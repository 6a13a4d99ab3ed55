package com.evaratech.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.local.process.LoopbackPorts;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * {@code put-into-vault.sh} against a stand-in of Vault: what it puts is what Vault's operator
 * reads at the rendered paths, with every key that pods read of the Secrets it makes of them.
 */
class VaultSecretsIT {

    private static final String MOUNT = "evara";
    private static final Path SCRIPTS = Tools.RELEASE.resolve("kustomize");
    private static final List<String> BACKUPS =
            List.of(
                    "BACKUP_ACCESS_KEY_ID=key",
                    "BACKUP_ACCESS_SECRET_KEY=a\"quoted\\one",
                    "BACKUP_REGION=ap-south-1");

    @Test
    void shouldPutEveryKeyThatRenderedPodsReadWhereTheOperatorReadsIt() throws IOException {
        Installation installation = withVault();
        Map<String, Set<String>> read = keysRead(installation);
        try (var vault = VaultStub.start(MOUNT, 2)) {
            Tools.Result result = put(vault.address(), VaultStub.TOKEN, BACKUPS);

            assertThat(result.code()).describedAs(result.err()).isZero();
            assertThat(result.out()).doesNotContain("left as they are").contains("written: redis");
            List<JsonObject> secrets = installation.ofKind("VaultStaticSecret");
            assertThat(secrets).hasSize(11);
            for (JsonObject secret : secrets) {
                assertThat(Json.text(secret, "spec.type")).isEqualTo("kv-v2");
                Map<String, String> found =
                        vault.read(Json.text(secret, "spec.mount"), Json.text(secret, "spec.path"));
                assertThat(found.keySet())
                        .describedAs(Json.name(secret))
                        .isNotEmpty()
                        .containsAll(
                                read.getOrDefault(
                                        Json.text(secret, "spec.destination.name"), Set.of()));
            }
            assertThat(vault.read(MOUNT, "postgres-backups"))
                    .containsEntry("ACCESS_SECRET_KEY", "a\"quoted\\one");
        }
        assertThat(read).hasSize(11);
    }

    @Test
    void shouldWriteNothingWhereSomethingIsThere() throws IOException {
        try (var vault = VaultStub.start(MOUNT, 2)) {
            assertThat(put(vault.address(), VaultStub.TOKEN, List.of()).code()).isZero();
            Map<String, String> before = vault.read(MOUNT, "node-service");

            Tools.Result again = put(vault.address(), VaultStub.TOKEN, BACKUPS);
            Tools.Result missing = put(vault.address(), VaultStub.TOKEN, BACKUPS, "--missing");

            assertThat(again.code()).isEqualTo(3);
            assertThat(again.err())
                    .startsWith("put-into-vault: nothing was written, since these are there");
            assertThat(missing.code()).describedAs(missing.err()).isZero();
            assertThat(missing.out()).endsWith("written: postgres-backups\n");
            assertThat(vault.read(MOUNT, "node-service")).isEqualTo(before);
            assertThat(vault.versionsOf("node-service")).isEqualTo(1);
            assertThat(vault.versionsOf("postgres-backups")).isEqualTo(1);
        }
    }

    @Test
    void shouldTellWhyVaultRefusesInOneSentence() throws IOException {
        String nobody = "http://127.0.0.1:" + LoopbackPorts.free();
        assertThat(refusal(put(nobody, VaultStub.TOKEN, List.of())))
                .startsWith("no answer from " + nobody);
        try (var vault = VaultStub.start(MOUNT, 2)) {
            assertThat(refusal(put(vault.address(), "hvs.another", List.of())))
                    .startsWith("Vault refuses the token at evara");
            assertThat(refusal(put(vault.address(), VaultStub.TOKEN, List.of("VAULT_MOUNT=other"))))
                    .startsWith("Vault refuses the token at other")
                    .contains("there must be a KV store at the mount 'other'");
            vault.seal();
            assertThat(refusal(put(vault.address(), VaultStub.TOKEN, List.of())))
                    .endsWith("is sealed or in maintenance: Vault is sealed");
        }
        try (var vault = VaultStub.start(MOUNT, 1)) {
            assertThat(refusal(put(vault.address(), VaultStub.TOKEN, List.of())))
                    .startsWith("the store at the mount 'evara' is not KV version 2");
            assertThat(vault.versionsOf("redis")).isZero();
        }
    }

    @Test
    void shouldSayWhatWasWrittenBeforeVaultRefused() throws IOException {
        try (var vault = VaultStub.start(MOUNT, 2)) {
            vault.sealBefore("node-service");

            Tools.Result result = put(vault.address(), VaultStub.TOKEN, List.of());

            assertThat(result.code()).isEqualTo(1);
            assertThat(result.err().lines())
                    .satisfiesExactly(
                            line ->
                                    assertThat(line)
                                            .isEqualTo(
                                                    "put-into-vault: written before: redis"
                                                            + " evara-secrets"),
                            line -> assertThat(line).contains("is sealed"));
        }
    }

    @Test
    void shouldSendTheTokenNowhereUnprotected() {
        Tools.Result result = put("http://vault.example.org:8200", VaultStub.TOKEN, List.of());

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("VAULT_ADDR must be https://host[:port]");
    }

    /** The one sentence, of a run that failed without showing anything secret. */
    private static String refusal(Tools.Result result) {
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err().lines()).hasSize(1);
        assertThat(result.err()).startsWith("put-into-vault: ").doesNotContain(VaultStub.TOKEN);
        return result.err().strip().substring("put-into-vault: ".length());
    }

    private static Installation withVault() {
        return Installation.all().stream()
                .filter(it -> it.name().equals("Vault"))
                .findFirst()
                .orElseThrow();
    }

    /** By the Secret's name the keys that something in the cluster asks it for by name. */
    private static Map<String, Set<String>> keysRead(Installation installation) {
        Set<String> names = new HashSet<>(installation.names("VaultStaticSecret"));
        Map<String, Set<String>> keys = new TreeMap<>();
        for (JsonObject object : installation.objects()) {
            collect(object, names, keys);
        }
        return keys;
    }

    private static void collect(
            JsonElement element, Set<String> names, Map<String, Set<String>> keys) {
        if (element.isJsonArray()) {
            element.getAsJsonArray().forEach(it -> collect(it, names, keys));
        } else if (element.isJsonObject()) {
            JsonObject object = element.getAsJsonObject();
            note(object, names, keys);
            object.asMap().values().forEach(it -> collect(it, names, keys));
        }
    }

    /** Where one object names a Secret: one key of it, a login, or all as a pod's variables. */
    private static void note(JsonObject object, Set<String> names, Map<String, Set<String>> keys) {
        String name = isText(object.get("name")) ? object.get("name").getAsString() : "";
        if (names.contains(name) && isText(object.get("key"))) {
            keys.computeIfAbsent(name, it -> new TreeSet<>()).add(Json.text(object, "key"));
        }
        String login = Json.text(object, "passwordSecret.name");
        if (names.contains(login)) {
            keys.computeIfAbsent(login, it -> new TreeSet<>())
                    .addAll(Set.of("username", "password"));
        }
        String all = Json.text(object, "secretRef.name");
        if (names.contains(all)) {
            keys.computeIfAbsent(all, it -> new TreeSet<>()).addAll(variablesOf(all));
        }
    }

    private static boolean isText(JsonElement element) {
        return element != null && element.isJsonPrimitive();
    }

    /** What the services do not start without. */
    private static Set<String> variablesOf(String secret) {
        if (secret.equals("evara-secrets")) {
            return Set.of("REDIS_URL", "SUPABASE_JWT_SECRET");
        }
        return secret.endsWith("-owner")
                ? Set.of("DB_OWNER_USER", "DB_OWNER_PASSWORD")
                : Set.of("DB_USER", "DB_PASSWORD");
    }

    /** Runs both scripts with these variables and none of the machine's own. */
    private static Tools.Result put(
            String address, String token, List<String> variables, String... arguments) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "env",
                                "-i",
                                "PATH=" + Objects.requireNonNull(System.getenv("PATH")),
                                "VAULT_ADDR=" + address,
                                "VAULT_TOKEN=" + token));
        command.addAll(variables);
        command.addAll(
                List.of(
                        "bash",
                        "-c",
                        "\"$1/make-secrets.sh\" evara | \"$1/put-into-vault.sh\" $2",
                        "-",
                        SCRIPTS.toString(),
                        String.join(" ", arguments)));
        return Tools.execute(command);
    }
}
