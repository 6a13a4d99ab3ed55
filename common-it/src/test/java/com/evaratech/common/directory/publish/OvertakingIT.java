package com.evaratech.common.directory.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.common.directory.follow.DirectoryFollower;
import com.evaratech.common.local.TestRedis;
import com.evaratech.common.outbox.OutboxEvent;
import com.evaratech.common.outbox.OutboxRelay;
import com.evaratech.common.outbox.OutboxSession;
import com.evaratech.common.outbox.OutboxTarget;
import com.evaratech.common.outbox.Overtaking;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What overtakes others on its way from a table to every reader's memory. */
class OvertakingIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration RECOVERY = Duration.ofSeconds(20);
    private static final int LATE = 700;

    private final Things things = new Things();

    @BeforeEach
    void wipe() {
        TestRedis.wipe();
    }

    @AfterEach
    void close() {
        things.close();
    }

    private void fill() {
        IntStream.range(0, 10).forEach(i -> things.set("t" + i, "first " + i));
    }

    private void awaitTruth(DirectoryFollower follower) {
        var names =
                Stream.concat(
                                IntStream.range(0, 10).mapToObj(i -> "t" + i),
                                IntStream.range(0, LATE).mapToObj(i -> "late " + i))
                        .toList();
        await().atMost(RECOVERY)
                .ignoreExceptions()
                .untilAsserted(() -> {
                    var truth = things.truth();
                    truth.remove("last");
                    assertThat(Things.seen(follower, names)).isEqualTo(truth);
                });
    }

    /** More wait before it than one round takes. */
    @Test
    void shouldTellOfAnEndBeforeABacklogThatIsOlder() {
        fill();
        OutboxRelay before = things.relay();
        DirectoryFollower follower = things.follower();
        awaitTruth(follower);
        before.stop();
        backlog();
        List<Optional<String>> heard = new CopyOnWriteArrayList<>();
        follower.onChange(
                Things.THING,
                (name, _, after) -> {
                    if (name.equals("t1")) {
                        heard.add(Optional.ofNullable(after));
                    }
                });
        AtomicBoolean overtook = new AtomicBoolean();

        var _ =
                things.relay(
                        new Overtaken(things.target()) {
                            @Override
                            public void deliver(List<OutboxEvent> batch) {
                                if (!overtook.get()) {
                                    await().atMost(PATIENCE)
                                            .until(() ->
                                                    follower.find(Things.THING, "t1").isEmpty());
                                    overtook.set(true);
                                }
                                super.deliver(batch);
                            }
                        });

        await().atMost(RECOVERY).untilTrue(overtook);
        awaitTruth(follower);
        // As it was when the listening began, and never again what it was in between.
        assertThat(heard).containsExactly(Optional.of("first 1"), Optional.empty());
    }

    /** Of all that Redis has, only that is unknown to the database. */
    @Test
    void shouldNoticeARestoreToBeforeWhatOvertook() {
        fill();
        OutboxRelay before = things.relay();
        DirectoryFollower follower = things.follower();
        awaitTruth(follower);
        before.stop();
        things.backUp();
        backlog();
        OutboxRelay overtaking =
                things.relay(
                        new Overtaken(things.target()) {
                            @Override
                            public void deliver(List<OutboxEvent> batch) {
                                throw new IllegalStateException("died behind those that overtook");
                            }
                        });
        await().atMost(RECOVERY).until(() -> follower.find(Things.THING, "t1").isEmpty());
        overtaking.stop();

        things.restore();
        var _ = things.relay();

        awaitTruth(follower);
        assertThat(follower.find(Things.THING, "t1")).contains("first 1");
        assertThat(things.advanced()).isOne();
    }

    /** A thing changes, then many others, and it ends. */
    private void backlog() {
        things.set("t1", "soon to end");
        things.setAll(IntStream.range(0, LATE).mapToObj(i -> "late " + i).toList(), "waits");
        things.set("t1", null);
        things.set("last", "waits");
    }

    /** A target as it is, for those who change a part of it. */
    private abstract static class Overtaken implements OutboxTarget {

        private final DirectoryTarget target;

        Overtaken(DirectoryTarget target) {
            this.target = target;
        }

        @Override
        public void prepare(OutboxSession outbox) throws SQLException {
            target.prepare(outbox);
        }

        @Override
        public Overtaking overtaking() {
            return target.overtaking();
        }

        @Override
        public void deliverAhead(List<OutboxEvent> batch) {
            target.deliverAhead(batch);
        }

        @Override
        public void deliver(List<OutboxEvent> batch) {
            target.deliver(batch);
        }

        @Override
        public void release() {
            target.release();
        }
    }
}
