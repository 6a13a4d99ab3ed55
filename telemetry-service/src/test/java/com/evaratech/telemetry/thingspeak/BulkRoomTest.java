package com.evaratech.telemetry.thingspeak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BulkRoomTest {

    private static final int MANY = 100;

    private final BulkRoom room = new BulkRoom();

    @Test
    void shouldRefuseBodiesThatWouldTogetherBeTooMuch() throws IOException {
        List<BulkBody> open = new ArrayList<>();

        assertThatThrownBy(
                        () -> {
                            for (int i = 0; i < MANY; i++) {
                                BulkBody body = body(1 << 20);
                                open.add(body);
                                body.know();
                                byte[] _ = body.readAllBytes();
                            }
                        })
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refused -> {
                            assertThat(refused.response().getStatus()).isEqualTo(503);
                            assertThat(refused.response().getHeaderString("Retry-After"))
                                    .isEqualTo("2");
                        });

        open.forEach(BulkBody::close);
        BulkBody next = body(10 << 20);
        next.know();
        assertThat(next.readAllBytes()).hasSize(10 << 20);
    }

    @Test
    void shouldLeaveRoomToChannelsHoweverManyStrangersSend() throws IOException {
        assertThatThrownBy(
                        () -> {
                            for (int i = 0; i < MANY; i++) {
                                byte[] _ = body(BulkRoom.STRANGER_BYTES).readAllBytes();
                            }
                        })
                .isInstanceOf(Refusal.class)
                .hasMessageStartingWith("503");

        BulkBody known = body(10 << 20);
        known.know();
        assertThat(known.readAllBytes()).hasSize(10 << 20);
    }

    @Test
    void shouldReadLittleOfAStranger() {
        assertThatThrownBy(() -> body(BulkRoom.STRANGER_BYTES + 1).readAllBytes())
                .isInstanceOf(Refusal.class)
                .hasMessageStartingWith("413");
    }

    @Test
    void shouldReadNoMoreThanARequestMayHave() {
        BulkBody body = body(BulkBody.LIMIT_BYTES + 1);
        body.know();

        assertThatThrownBy(body::readAllBytes)
                .isInstanceOf(Refusal.class)
                .hasMessageStartingWith("413");
    }

    @Test
    void shouldLetAChannelSendOneAtATime() {
        try (var _ = room.begin(1)) {
            assertThatThrownBy(() -> room.begin(1)).hasMessageStartingWith("429");
            assertThatCode(() -> room.begin(2).close()).doesNotThrowAnyException();
        }
        assertThatCode(() -> room.begin(1).close()).doesNotThrowAnyException();
    }

    private BulkBody body(int bytes) {
        return new BulkBody(new ByteArrayInputStream(new byte[bytes]), room);
    }
}
