package com.evaratech.common.stream.publish;

import com.evaratech.common.stream.StreamId;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** An entry that was handed over and has no answer yet. */
final class Pending {

    private final int partition;
    private final byte[] bytes;
    private final CompletableFuture<Acceptance> answer = new CompletableFuture<>();

    Pending(int partition, byte[] bytes) {
        this.partition = partition;
        this.bytes = bytes;
    }

    int partition() {
        return partition;
    }

    byte[] bytes() {
        return bytes;
    }

    CompletableFuture<Acceptance> answer() {
        return answer;
    }

    void accept(StreamId id) {
        var _ = answer.complete(new Acceptance.Accepted(partition, id));
    }

    void refuse(Refusal reason, Duration retryAfter) {
        refuse(new Acceptance.Refused(reason, retryAfter));
    }

    void refuse(Acceptance.Refused refused) {
        var _ = answer.complete(refused);
    }
}
