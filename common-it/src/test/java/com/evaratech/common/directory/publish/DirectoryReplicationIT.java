package com.evaratech.common.directory.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.common.directory.follow.DirectoryFollower;
import com.evaratech.common.local.TestRedis;
import com.evaratech.common.outbox.OutboxEvent;
import com.evaratech.common.outbox.OutboxRelay;
import com.evaratech.common.outbox.OutboxSession;
import com.evaratech.common.outbox.OutboxTarget;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From a table to every reader's memory, whatever happens on the way. */
class DirectoryReplicationIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration RECOVERY = Duration.ofSeconds(20);

    private final TreeSet<String> names = new TreeSet<>();
    private final Things things = new Things();

    @BeforeEach
    void wipe() {
        TestRedis.wipe();
    }

    @AfterEach
    void close() {
        things.close();
    }

    private void set(String name, @org.jspecify.annotations.Nullable String text) {
        names.add(name);
        things.set(name, text);
    }

    private void fill(int amount) {
        IntStream.range(0, amount).forEach(i -> set("t" + i, "first " + i));
    }

    private void awaitTruth(DirectoryFollower follower) {
        await().atMost(RECOVERY)
                .ignoreExceptions()
                .untilAsserted(
                        () -> assertThat(Things.seen(follower, names)).isEqualTo(things.truth()));
    }

    @Test
    void shouldTellOfWhatIsNewChangedAndGone() {
        var _ = things.relay();
        DirectoryFollower follower = things.follower();
        await().atMost(RECOVERY).until(follower::isFresh);

        set("a", "new");
        await().atMost(PATIENCE)
                .until(() -> follower.find(Things.THING, "a").equals(Optional.of("new")));
        set("a", "changed");
        await().atMost(PATIENCE)
                .until(() -> follower.find(Things.THING, "a").equals(Optional.of("changed")));
        set("a", null);
        await().atMost(PATIENCE).until(() -> follower.find(Things.THING, "a").isEmpty());
    }

    @Test
    void shouldBeFreshOnlyOnceListenersWereToldOfEverything() {
        fill(50);
        var _ = things.relay();
        awaitTruth(things.follower());
        var early = new AtomicInteger();
        var told = new AtomicInteger();

        DirectoryFollower follower = new DirectoryFollower(TestRedis.bus(), List.of(Things.THING));
        follower.onChange(
                Things.THING,
                (name, before, after) -> {
                    early.addAndGet(follower.isFresh() ? 1 : 0);
                    told.incrementAndGet();
                });
        follower.start();
        await().atMost(RECOVERY).until(follower::isFresh);

        assertThat(told).hasValue(50);
        assertThat(early).hasValue(0);
        follower.stop();
    }

    @Test
    void shouldPublishWhatWasThereBeforeTheFirstStart() {
        fill(250);
        things.schema().admin("delete from %s.outbox; update %s.outbox_relay set relayed = 250");

        var _ = things.relay();

        awaitTruth(things.follower());
    }

    /** Each follower reads its snapshot while it changes under its eyes. */
    @Test
    void shouldEndEqualWhereverInTheChangesAFollowerStarts() {
        fill(300);
        OutboxRelay relay = things.relay();
        AtomicBoolean enough = new AtomicBoolean();
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> change(relay, enough));

        List<DirectoryFollower> followers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            DirectoryFollower follower = things.follower();
            followers.add(follower);
            await().atMost(RECOVERY).until(follower::isFresh);
        }
        enough.set(true);
        writer.orTimeout(RECOVERY.toSeconds(), TimeUnit.SECONDS).join();

        followers.forEach(this::awaitTruth);
    }

    private void change(OutboxRelay relay, AtomicBoolean enough) {
        Random random = new Random(42);
        for (int i = 0; !enough.get(); i++) {
            String name = "t" + random.nextInt(300);
            things.set(name, random.nextInt(4) == 0 ? null : "change " + i);
            relay.soon();
        }
    }

    @Test
    void shouldRebuildWhenRedisComesBackEmpty() {
        fill(50);
        var _ = things.relay();
        DirectoryFollower follower = things.follower();
        awaitTruth(follower);

        TestRedis.wipe();
        set("t1", null);
        set("later", "after the wipe");

        awaitTruth(follower);
        awaitTruth(things.follower());
        assertThat(things.advanced()).isZero();
    }

    @Test
    void shouldReadAnewWhenTheStreamWasTrimmedPastTheFollower() throws InterruptedException {
        fill(10);
        var _ = things.relay();
        DirectoryFollower follower = things.follower();
        awaitTruth(follower);
        CompletableFuture<Void> goOn = new CompletableFuture<>();
        CompletableFuture<Void> held = new CompletableFuture<>();
        follower.onChange(
                Things.THING,
                (name, before, after) -> {
                    if (name.equals("hold")) {
                        held.complete(null);
                        goOn.orTimeout(2 * RECOVERY.toSeconds(), TimeUnit.SECONDS).join();
                    }
                });
        set("hold", "the follower's thread waits here");
        await().atMost(RECOVERY).until(held::isDone);

        set("t1", null);
        set("t2", "while it waited");
        await().atMost(RECOVERY)
                .until(() -> things.schema().number("select count(*) from %s.outbox") == 0);
        await().atMost(RECOVERY).until(() -> trimAll() == 0);
        goOn.complete(null);

        awaitTruth(follower);
    }

    private static long trimAll() {
        return Long.parseLong(
                TestRedis.call(
                                "FCALL",
                                "evara_directory_2_trim",
                                "2",
                                "evara:{dir}:state",
                                "evara:{dir}:stream",
                                "0")
                        .orElseThrow());
    }

    @Test
    void shouldMarkWhatARestoredDatabaseDoesNotKnowAsGone() {
        fill(20);
        OutboxRelay before = things.relay();
        DirectoryFollower follower = things.follower();
        awaitTruth(follower);
        things.backUp();
        set("t1", "after the backup");
        set("lost", "only after the backup");
        awaitTruth(follower);
        before.stop();

        things.restore();
        var _ = things.relay();

        awaitTruth(follower);
        assertThat(follower.find(Things.THING, "lost")).isEmpty();
        assertThat(follower.find(Things.THING, "t1")).contains("first 1");
        assertThat(things.advanced()).isOne();
        assertThat(things.schema().number("select incarnation from %s.outbox_relay")).isOne();
        set("lost", "came back");
        awaitTruth(follower);
    }

    /** The numbers given out again after the restore have reached those that Redis has seen. */
    @Test
    void shouldNoticeARestoreAlsoWhenTheNumbersCaughtUp() {
        fill(5);
        OutboxRelay before = things.relay();
        DirectoryFollower follower = things.follower();
        awaitTruth(follower);
        things.backUp();
        set("lost", "only after the backup");
        awaitTruth(follower);
        before.stop();

        things.restore();
        set("other", "has the number of what was lost");
        set("t1", "and one more");
        var _ = things.relay();

        awaitTruth(follower);
        assertThat(follower.find(Things.THING, "lost")).isEmpty();
        assertThat(things.advanced()).isOne();
    }

    @Test
    void shouldWriteAnewWhatRedisLostInAFailover() {
        fill(5);
        OutboxRelay relay = things.relay();
        DirectoryFollower follower = things.follower();
        awaitTruth(follower);
        String versionBefore = TestRedis.call("HGET", "evara:{dir}:state", "version").orElseThrow();
        String itemBefore = TestRedis.call("HGET", "evara:{dir}:thing", "t1").orElseThrow();
        set("t1", "acknowledged");
        awaitTruth(follower);
        relay.stop();

        // What a replica that lagged behind would have.
        var _ = TestRedis.call("HSET", "evara:{dir}:state", "version", versionBefore);
        var _ = TestRedis.call("HSET", "evara:{dir}:thing", "t1", itemBefore);
        var _ = things.relay();

        awaitTruth(things.follower());
        assertThat(things.advanced()).isZero();
    }

    @Test
    void shouldChangeNothingWhenDeliveredTwice() {
        fill(3);
        OutboxRelay first = things.relay(dyingAfterDelivery());
        await().atMost(RECOVERY)
                .until(() -> things.schema().number("select relayed from %s.outbox_relay") == 3);
        set("a", "once");
        await().atMost(RECOVERY)
                .until(() ->
                        TestRedis.call("HEXISTS", "evara:{dir}:thing", "a")
                                .equals(Optional.of("1")));
        first.stop();
        assertThat(things.schema().number("select relayed from %s.outbox_relay")).isEqualTo(3);
        String length = TestRedis.call("XLEN", "evara:{dir}:stream").orElseThrow();
        String generation = TestRedis.call("HGET", "evara:{dir}:state", "complete").orElseThrow();

        var _ = things.relay();

        await().atMost(RECOVERY)
                .until(() -> things.schema().number("select relayed from %s.outbox_relay") == 4);
        assertThat(TestRedis.call("XLEN", "evara:{dir}:stream")).contains(length);
        assertThat(TestRedis.call("HGET", "evara:{dir}:state", "complete")).contains(generation);
        assertThat(things.advanced()).isZero();
    }

    private OutboxTarget dyingAfterDelivery() {
        DirectoryTarget target = things.target();
        return new OutboxTarget() {
            @Override
            public void prepare(OutboxSession outbox) throws SQLException {
                target.prepare(outbox);
            }

            @Override
            public void deliver(List<OutboxEvent> batch) {
                target.deliver(batch);
                throw new IllegalStateException("died before marking");
            }

            @Override
            public void release() {
                target.release();
            }
        };
    }

    @Test
    void shouldWriteAnewWhatAnotherReleaseLeft() {
        fill(3);
        OutboxRelay before = things.relay();
        awaitTruth(things.follower());
        before.stop();
        var _ = TestRedis.call("HSET", "evara:{dir}:state", "complete", "other-form/x");
        var _ = TestRedis.call("HSET", "evara:{dir}:thing", "stranger", "{\"no\":\"version\"}");
        names.add("stranger");

        var _ = things.relay();

        await().atMost(RECOVERY)
                .until(() ->
                        TestRedis.call("HGET", "evara:{dir}:state", "complete")
                                .orElse("")
                                .startsWith("things-1/"));
        awaitTruth(things.follower());
        assertThat(things.advanced()).isZero();
    }

    @Test
    void shouldGoOnAfterRedisWasAway() {
        fill(3);
        var _ = things.relay();
        DirectoryFollower follower = things.follower();
        awaitTruth(follower);

        TestRedis.stop();
        set("a", "while it was away");
        TestRedis.start();

        awaitTruth(follower);
    }
}
