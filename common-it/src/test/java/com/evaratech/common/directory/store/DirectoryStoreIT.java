package com.evaratech.common.directory.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.evaratech.common.bus.BusConnection;
import com.evaratech.common.local.TestRedis;
import com.evaratech.common.outbox.Version;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DirectoryStoreIT {

    private static final Version FIRST = new Version(0, 1);
    private static final StreamId BEGINNING = new StreamId(0, 0);

    private final DirectoryStore store = new DirectoryStore(List.of("thing", "other"));

    @Provide
    Arbitrary<List<DirectoryItem>> puts() {
        return Combinators.combine(
                        Arbitraries.of("thing", "other"),
                        Arbitraries.of("a", "b", "c"),
                        Arbitraries.longs().between(0, 3),
                        Arbitraries.longs().between(1, 6),
                        Arbitraries.of("1", "{\"a\": \"b c\"}", "{}").injectNull(0.3))
                .as((kind, id, incarnation, number, json) ->
                        item(kind, id, new Version(incarnation, number), json))
                .list()
                .ofMaxSize(30);
    }

    @Property(tries = 200)
    void shouldNeverLetAnOlderVersionReplaceANewerOne(@ForAll("puts") List<DirectoryItem> puts) {
        try (BusConnection redis = fresh("g")) {
            Map<String, DirectoryItem> newest = new TreeMap<>();
            for (DirectoryItem put : puts) {
                var _ = store.put(redis, "g", List.of(put), put.version(), "");
                newest.merge(
                        put.kind() + put.id(),
                        put,
                        (old, next) -> next.version().compareTo(old.version()) > 0 ? next : old);
            }

            Map<String, DirectoryItem> stored = new TreeMap<>();
            for (String kind : store.kinds()) {
                store.scan(redis, kind, it -> stored.put(kind + it.id(), it));
            }
            assertThat(stored).isEqualTo(newest);
            assertStreamRises(store.read(redis, BEGINNING, 1_000).items(), newest);
        }
    }

    /** The stream tells each item's versions upwards, and the newest last. */
    private static void assertStreamRises(
            List<DirectoryItem> told, Map<String, DirectoryItem> newest) {
        Map<String, DirectoryItem> last = new HashMap<>();
        for (DirectoryItem item : told) {
            DirectoryItem before = last.put(item.kind() + item.id(), item);
            assertThat(before == null || before.version().compareTo(item.version()) < 0).isTrue();
        }
        assertThat(last).isEqualTo(newest);
    }

    @Test
    void shouldNotPutIntoAnotherGeneration() {
        try (BusConnection redis = fresh("g")) {
            DirectoryItem item = item("thing", "a", FIRST, "{}");

            assertThatThrownBy(() -> store.put(redis, "other", List.of(item), FIRST, ""))
                    .isInstanceOf(DirectoryLost.class);
            assertThat(store.read(redis, BEGINNING, 10).items()).isEmpty();
        }
    }

    @Test
    void shouldNotCompleteWhatRedisLostInTheMiddle() {
        TestRedis.wipe();
        try (BusConnection redis = TestRedis.bus().connect()) {
            store.begin(redis, "", "g");
            store.putBatch(redis, "g", List.of(item("thing", "a", FIRST, "{}")));
            TestRedis.wipe();

            assertThatThrownBy(() -> store.complete(redis, "g", 1, FIRST, ""))
                    .isInstanceOf(DirectoryLost.class);
            assertThat(store.look(redis).isComplete()).isFalse();
        }
    }

    @Test
    void shouldNotCompleteWhenABatchIsMissing() {
        TestRedis.wipe();
        try (BusConnection redis = TestRedis.bus().connect()) {
            store.begin(redis, "", "g");
            store.putBatch(redis, "g", List.of(item("thing", "a", FIRST, "{}")));

            assertThatThrownBy(() -> store.complete(redis, "g", 2, FIRST, ""))
                    .isInstanceOf(DirectoryLost.class);
        }
    }

    @Test
    void shouldNotBeginWhenSomebodyElseCompletedMeanwhile() {
        try (BusConnection redis = fresh("theirs")) {
            assertThatThrownBy(() -> store.begin(redis, "", "mine"))
                    .isInstanceOf(DirectoryLost.class);
            assertThat(store.look(redis).generation()).isEqualTo("theirs");
        }
    }

    @Test
    void shouldMarkHowFarItTrimmed() {
        try (BusConnection redis = fresh("g")) {
            List<StreamId> ids = new ArrayList<>();
            for (int number = 1; number <= 3; number++) {
                Version version = new Version(0, number);
                var _ =
                        store.put(
                                redis,
                                "g",
                                List.of(item("thing", "a", version, "{}")),
                                version,
                                "");
                ids.add(store.look(redis).end());
            }

            assertThat(store.trim(redis, Duration.ofHours(1))).isZero();
            assertThat(store.read(redis, BEGINNING, 10).trimmed()).isEqualTo(BEGINNING);

            org.awaitility.Awaitility.await().until(() -> store.trim(redis, Duration.ZERO) > 0);
            org.awaitility.Awaitility.await()
                    .until(() -> {
                        long _ = store.trim(redis, Duration.ZERO);
                        return store.read(redis, BEGINNING, 10).items().isEmpty();
                    });

            assertThat(store.read(redis, BEGINNING, 10).trimmed()).isEqualTo(ids.getLast());
            assertThat(store.look(redis).end()).isEqualTo(ids.getLast());
        }
    }

    /** An empty directory whose snapshot is complete. */
    private BusConnection fresh(String generation) {
        TestRedis.wipe();
        BusConnection redis = TestRedis.bus().connect();
        store.begin(redis, "", generation);
        store.complete(redis, generation, 0, new Version(0, 0), "");
        return redis;
    }

    private static DirectoryItem item(
            String kind, String id, Version version, @Nullable String json) {
        return new DirectoryItem(kind, id, version, json, null);
    }
}
