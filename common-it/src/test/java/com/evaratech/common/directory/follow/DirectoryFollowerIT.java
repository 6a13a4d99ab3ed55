package com.evaratech.common.directory.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.evaratech.common.directory.publish.Things;
import com.evaratech.common.local.TestRedis;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DirectoryFollowerIT {

    private static final Duration RECOVERY = Duration.ofSeconds(20);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Things things = new Things();

    @BeforeEach
    void wipe() {
        TestRedis.wipe();
    }

    @AfterEach
    void close() {
        things.close();
    }

    @Test
    void shouldSayNothingBeforeTheSnapshotIsComplete() {
        things.set("a", "there");
        DirectoryFollower follower = things.follower();

        await().during(Duration.ofMillis(500)).until(() -> !follower.isFresh());
        assertThatThrownBy(() -> follower.find(Things.THING, "a"))
                .isInstanceOf(DirectoryStale.class)
                .hasMessageContaining("not complete");

        var _ = things.relay();
        await().atMost(RECOVERY).until(follower::isFresh);
        assertThat(follower.find(Things.THING, "a")).contains("there");
        assertThat(follower.find(Things.THING, "b")).isEmpty();
    }

    @Test
    void shouldAnswerNothingOnceRedisIsSilentForTooLong() {
        things.set("a", "there");
        var _ = things.relay();
        DirectoryFollower follower = things.follower();
        await().atMost(RECOVERY).until(follower::isFresh);

        TestRedis.hang();
        try {
            await().atMost(PATIENCE).until(() -> !follower.isFresh());
            assertThatThrownBy(() -> follower.find(Things.THING, "a"))
                    .isInstanceOf(DirectoryStale.class);
        } finally {
            TestRedis.goOn();
        }

        await().atMost(RECOVERY).until(follower::isFresh);
    }

    @Test
    void shouldStayFreshWhileNothingChanges() {
        var _ = things.relay();
        DirectoryFollower follower = things.follower();
        await().atMost(RECOVERY).until(follower::isFresh);

        await().pollInterval(Duration.ofMillis(20))
                .during(Duration.ofSeconds(3))
                .atMost(Duration.ofSeconds(10))
                .until(follower::isFresh);
    }

    @Test
    void shouldTellALateListenerOfAllThatIsThereAndThenOfChangesOnly() {
        things.set("a", "1");
        things.set("b", "1");
        var _ = things.relay();
        DirectoryFollower follower = things.follower();
        await().atMost(RECOVERY).until(follower::isFresh);
        List<String> told = new CopyOnWriteArrayList<>();

        follower.onChange(
                Things.THING, (name, was, is) -> told.add(name + ": " + was + " > " + is));
        await().atMost(RECOVERY).until(() -> told.size() == 2);
        assertThat(told).containsExactlyInAnyOrder("a: null > 1", "b: null > 1");

        TestRedis.wipe(); // the same things are published anew
        things.set("a", "2");
        await().atMost(RECOVERY).until(() -> told.size() == 3);
        things.set("b", null);
        await().atMost(RECOVERY).until(() -> told.size() == 4);
        assertThat(told.subList(2, 4)).containsExactly("a: 1 > 2", "b: 1 > null");
    }

    @Test
    void shouldGoOnWhenAListenerFails() {
        var _ = things.relay();
        DirectoryFollower follower = things.follower();
        List<String> told = new CopyOnWriteArrayList<>();
        follower.onChange(
                Things.THING,
                (name, was, is) -> {
                    throw new IllegalStateException("listener's own trouble");
                });
        follower.onChange(Things.THING, (name, was, is) -> told.add(name));

        things.set("a", "1");

        await().atMost(RECOVERY).until(() -> told.equals(List.of("a")));
    }

    @Test
    void shouldStopInTime() {
        var _ = things.relay();
        DirectoryFollower follower = things.follower();
        await().atMost(RECOVERY).until(follower::isFresh);

        long begun = System.nanoTime();
        follower.stop();

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
    }
}
