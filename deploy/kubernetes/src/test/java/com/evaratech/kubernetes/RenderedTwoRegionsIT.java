package com.evaratech.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One database in two regions: what each says of the other is what the other says of itself.
 *
 * @param primary where the database is written
 * @param replica where it is followed
 */
@ParameterizedClass
@MethodSource("pairs")
record RenderedTwoRegionsIT(Region primary, Region replica) {

    static List<Arguments> pairs() {
        List<Region> regions = Installation.twoRegions().stream().map(Region::new).toList();
        return List.of(
                Arguments.of(regions.get(0), regions.get(1)),
                Arguments.of(regions.get(3), regions.get(2)));
    }

    private List<Region> both() {
        return List.of(primary, replica);
    }

    @Test
    void shouldNameOnePrimaryWhichIsOneOfBoth() {
        assertThat(replica.topology("primary")).isEqualTo(primary.topology("primary"));
        assertThat(primary.topology("self")).isEqualTo(primary.topology("primary"));
        assertThat(replica.topology("self")).isNotEqualTo(replica.topology("primary"));
    }

    @Test
    void shouldFollowTheOtherFromWhereItArchives() {
        assertThat(replica.topology("source")).isEqualTo(primary.topology("self"));
        assertThat(primary.topology("source")).isEqualTo(replica.topology("self"));
        assertThat(replica.knownPlace(primary.topology("self"))).isEqualTo(primary.ownPlace());
        assertThat(primary.knownPlace(replica.topology("self"))).isEqualTo(replica.ownPlace());
    }

    @Test
    void shouldKnowItselfWhereItArchives() {
        assertThat(both())
                .allSatisfy(it ->
                        assertThat(it.knownPlace(it.topology("self"))).isEqualTo(it.ownPlace()));
    }

    @Test
    void shouldArchiveToABucketOfItsOwnRegion() {
        assertThat(both())
                .allSatisfy(
                        it -> assertThat(Json.text(it.plugin(), "isWALArchiver")).isEqualTo("true"))
                .extracting(it -> it.ownPlace().replaceFirst("(s3://[^/]+)/.*", "$1"))
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldBeginFromABackupOfTheOther() {
        JsonObject recovery = Json.object(replica.cluster(), "spec.bootstrap.recovery");
        JsonObject database =
                Json.object(
                        new Region(Installation.environment("production")).cluster(),
                        "spec.bootstrap.initdb");

        assertThat(Json.text(recovery, "source")).isEqualTo(replica.topology("source"));
        assertThat(Json.text(recovery, "database")).isEqualTo(Json.text(database, "database"));
        assertThat(Json.text(recovery, "owner")).isEqualTo(Json.text(database, "owner"));
        assertThat(Json.object(replica.cluster(), "spec.bootstrap").keySet())
                .containsExactly("recovery");
    }

    /** WAL is of one major version; a standby with fewer connections than its primary stops. */
    @Test
    void shouldRunTheSamePostgresInTheSameSize() {
        Set<String> own = Set.of("replica", "externalClusters", "bootstrap", "plugins");
        JsonObject here = Json.object(primary.cluster(), "spec").deepCopy();
        JsonObject there = Json.object(replica.cluster(), "spec").deepCopy();
        own.forEach(here::remove);
        own.forEach(there::remove);

        assertThat(there).isEqualTo(here);
        assertThat(Json.text(here, "imageName")).isNotEmpty();
        assertThat(Json.text(here, "postgresql.parameters.archive_timeout")).isEqualTo("1min");
    }

    @Test
    void shouldReadTheOthersBucketByKeysThatOnlyRead() {
        assertThat(both())
                .allSatisfy(it -> {
                    JsonObject own = it.only("ObjectStore", "postgres-backups");
                    JsonObject other = it.only("ObjectStore", "postgres-backups-elsewhere");
                    assertThat(Json.has(own, "spec.retentionPolicy")).isTrue();
                    assertThat(Json.has(other, "spec.retentionPolicy")).isFalse();
                    assertThat(secrets(own)).containsExactly("postgres-backups");
                    assertThat(secrets(other)).containsExactly("postgres-backups-elsewhere");
                    assertThat(it.installation().secrets()).containsAll(secrets(other));
                });
        assertThat(both().stream().flatMap(RenderedTwoRegionsIT::keysOfBuckets))
                .as("four users, of two buckets in two regions")
                .doesNotHaveDuplicates()
                .allMatch(it -> it.startsWith("evara-production/"));
    }

    private static Set<String> secrets(JsonObject store) {
        Set<String> names = new TreeSet<>();
        for (String key : List.of("accessKeyId", "secretAccessKey", "region")) {
            names.add(Json.text(store, "spec.configuration.s3Credentials." + key + ".name"));
        }
        return names;
    }

    private static Stream<String> keysOfBuckets(Region region) {
        return Stream.of("postgres-backups", "postgres-backups-elsewhere")
                .map(it -> region.only("ExternalSecret", it))
                .map(it -> Json.list(it, "spec.dataFrom").getFirst())
                .map(it -> Json.text(it, "extract.key"));
    }

    @Test
    void shouldHaveEverythingElseReadyWhereTheDatabaseIsFollowed() {
        assertThat(both())
                .allSatisfy(it -> {
                    assertThat(Json.text(it.only("Pooler", "postgres-pooler"), "spec.cluster.name"))
                            .isEqualTo("postgres");
                    assertThat(
                                    Json.text(
                                            it.only("ScheduledBackup", "postgres-daily"),
                                            "spec.cluster.name"))
                            .isEqualTo("postgres");
                    assertThat(it.installation().names("StatefulSet")).contains("redis");
                });
    }

    @Test
    void shouldRunNoServiceWhereTheDatabaseIsOnlyRead() {
        assertThat(services(replica.installation()))
                .hasSize(ServiceManifest.SERVICES.size())
                .allSatisfy(it -> assertThat(Json.number(it, "spec.replicas")).isZero());
        assertThat(services(primary.installation()))
                .hasSize(ServiceManifest.SERVICES.size())
                .noneMatch(it -> Json.has(it, "spec.replicas"));
    }

    @Test
    void shouldHoldBackTheAutoscalersOfKedaToo() {
        Installation waiting = Installation.standingByWithKeda();

        assertThat(services(waiting))
                .hasSize(ServiceManifest.SERVICES.size())
                .allSatisfy(it -> assertThat(Json.number(it, "spec.replicas")).isZero());
        assertThat(waiting.ofKind("ScaledObject"))
                .isNotEmpty()
                .allSatisfy(it ->
                        assertThat(Json.map(it, "metadata.annotations"))
                                .containsEntry("autoscaling.keda.sh/paused-replicas", "0"));
    }

    private static List<JsonObject> services(Installation installation) {
        return installation.ofKind("Deployment").stream()
                .filter(it -> ServiceManifest.SERVICES.contains(Json.name(it)))
                .toList();
    }

    /** But for their number, and for the alerts that would tell of it. */
    @Test
    void shouldStandByWithWhatWillRun() {
        List<String> waiting = withoutNumber(replica.installation());
        List<String> running = withoutNumber(primary.installation());

        assertThat(waiting).isEqualTo(running);
        assertThat(replica.installation().names("PrometheusRule"))
                .contains("evara-foundations")
                .doesNotContain("evara-door");
    }

    /** What is of the services, as text. */
    private static List<String> withoutNumber(Installation installation) {
        Set<String> foundation = Set.of("Cluster", "ObjectStore", "ExternalSecret", "SecretStore");
        return installation.objects().stream()
                .filter(it -> !Json.kind(it).equals("PrometheusRule"))
                .filter(it -> !foundation.contains(Json.kind(it)))
                .map(RenderedTwoRegionsIT::withoutNumber)
                .toList();
    }

    private static String withoutNumber(JsonObject object) {
        JsonObject copy = object.deepCopy();
        if (ServiceManifest.SERVICES.contains(Json.name(object))
                && Json.kind(object).equals("Deployment")) {
            Json.object(copy, "spec").remove("replicas");
        }
        return copy.toString();
    }
}
