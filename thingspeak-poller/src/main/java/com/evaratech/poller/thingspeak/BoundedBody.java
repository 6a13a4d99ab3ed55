package com.evaratech.poller.thingspeak;

import com.evaratech.poller.source.BadAnswer;
import com.evaratech.poller.source.Trouble;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Reads a body into memory, up to a number of bytes; a longer one ends the exchange. */
final class BoundedBody implements BodySubscriber<byte[]> {

    private final int most;
    private final CompletableFuture<byte[]> body = new CompletableFuture<>();
    private Flow.@Nullable Subscription subscription;
    private byte[] read;
    private int size;

    /**
     * Nothing is read yet.
     *
     * @param most bytes at most
     * @param said how long it is said to be; 0: not said
     */
    BoundedBody(int most, long said) {
        this.most = most;
        this.read = new byte[Math.clamp(said, 0, most)];
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return body;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        given.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            if (size + buffer.remaining() > most) {
                if (subscription != null) {
                    subscription.cancel();
                }
                boolean _ =
                        body.completeExceptionally(
                                BadAnswer.of(
                                        Trouble.TOO_LARGE,
                                        "the answer has more than %d bytes".formatted(most)));
                return;
            }
            int length = buffer.remaining();
            if (size + length > read.length) {
                read = Arrays.copyOf(read, Math.min(most, 2 * (size + length)));
            }
            buffer.get(read, size, length);
            size += length;
        }
    }

    @Override
    public void onError(Throwable failure) {
        boolean _ = body.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        boolean _ = body.complete(size == read.length ? read : Arrays.copyOf(read, size));
    }
}
