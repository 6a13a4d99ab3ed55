package com.evaratech.telemetry.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.telemetry.mqtt.Inbox.Item;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class InboxTest {

    private final AtomicLong bytesOfAll = new AtomicLong();

    @Test
    void shouldHaveRoomForSoManyUntilTheyAreDone() throws InterruptedException {
        var inbox = new Inbox(2, bytesOfAll);

        assertThat(inbox.add(message(1, 10))).isTrue();
        assertThat(inbox.add(message(2, 10))).isTrue();
        assertThat(inbox.add(message(3, 10))).isFalse();

        var first = (Item.Message) inbox.next();
        assertThat(inbox.add(message(3, 10))).isFalse();
        inbox.done(first);
        assertThat(inbox.add(message(3, 10))).isTrue();
    }

    @Test
    void shouldBoundTheBytesOfOneAndOfAll() {
        var inbox = new Inbox(100, bytesOfAll);

        assertThat(inbox.add(message(1, (1 << 20) - 500))).isTrue();
        assertThat(inbox.add(message(2, 500))).isFalse();

        var other = new Inbox(100, bytesOfAll);
        bytesOfAll.set(Inbox.MOST_BYTES_OF_ALL);
        assertThat(other.add(message(1, 1))).isFalse();
    }

    @Test
    void shouldCountTopicsAndEmptyMessagesToo() {
        var inbox = new Inbox(100, bytesOfAll);
        var topic = "t".repeat(60_000);

        int taken = 0;
        while (inbox.add(new Item.Message(taken, topic, new byte[0]))) {
            taken++;
        }

        assertThat(taken).isLessThan(10);
        assertThat(bytesOfAll.get()).isGreaterThan(100_000L * taken);
    }

    @Test
    void shouldGiveBackWhatItThrowsAway() {
        var inbox = new Inbox(100, bytesOfAll);
        assertThat(inbox.add(message(1, 10))).isTrue();
        assertThat(inbox.add(message(2, 10))).isTrue();
        inbox.close();

        assertThat(inbox.clear()).isEqualTo(2);
        assertThat(bytesOfAll).hasValue(0);
    }

    private static Item.Message message(int id, int bytes) {
        return new Item.Message(id, "devices/a/telemetry", new byte[bytes]);
    }
}
