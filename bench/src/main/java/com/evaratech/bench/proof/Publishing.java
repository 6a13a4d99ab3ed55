package com.evaratech.bench.proof;

import com.evaratech.bench.host.Pause;
import com.evaratech.bench.proof.Numbered.Taste;
import com.evaratech.bench.proof.Published.Answer;
import com.evaratech.bench.proof.Published.Place;
import com.evaratech.common.stream.publish.Acceptance;
import com.evaratech.common.stream.publish.Refusal;
import com.evaratech.common.stream.publish.StreamPublisher;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/** The oracle's hand: publishes numbered entries at an even pace and keeps every answer. */
final class Publishing implements AutoCloseable {

    private static final int KEYS = 200;
    private static final int BURST = 10;
    private static final Duration BETWEEN_BURSTS = Duration.ofMillis(10);
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(60);

    private final StreamPublisher publisher;
    private final ConcurrentSkipListMap<Long, Published> answers = new ConcurrentSkipListMap<>();
    private final AtomicLong next = new AtomicLong();
    private final Thread thread = Thread.ofVirtual().name("oracle").unstarted(this::run);
    private volatile boolean flows;
    private volatile boolean ended;

    Publishing(StreamPublisher publisher) {
        this.publisher = publisher;
    }

    void start() {
        thread.start();
    }

    /** From now on a thousand entries a second. */
    void flow() {
        flows = true;
    }

    /** No more; returns when every entry has its answer. */
    void pause() throws InterruptedException {
        flows = false;
        Pause.of(BETWEEN_BURSTS.multipliedBy(2));
        if (!Pause.until(LONGEST_ANSWER, () -> answers.size() == next.get())) {
            throw new IllegalStateException("the publisher leaves entries without an answer");
        }
    }

    /** Hands over one entry of its own; may be called while others flow. */
    void publish(Taste taste) {
        long number;
        synchronized (this) {
            number = next.getAndIncrement();
            hand(number, taste);
        }
    }

    /** Number of the next entry. */
    long next() {
        return next.get();
    }

    /** All that was answered, from a number on. */
    Collection<Published> from(long number) {
        return List.copyOf(answers.tailMap(number).values());
    }

    private void run() {
        try {
            while (!ended) {
                for (int i = 0; flows && i < BURST; i++) {
                    publish(Taste.GOOD);
                }
                Pause.of(BETWEEN_BURSTS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void hand(long number, Taste taste) {
        long key = number % KEYS;
        var _ =
                publisher
                        .publish(Numbered.entry(key, number, taste))
                        .thenAccept(acceptance -> {
                            boolean isPoison = taste != Taste.GOOD;
                            answers.put(number, published(number, key, isPoison, acceptance));
                        });
    }

    private static Published published(
            long number, long key, boolean isPoison, Acceptance acceptance) {
        return switch (acceptance) {
            case Acceptance.Accepted(int partition, var id) ->
                    new Published(number, key, isPoison, Answer.ACCEPTED, new Place(partition, id));
            case Acceptance.Refused(Refusal reason, Duration _) ->
                    new Published(
                            number,
                            key,
                            isPoison,
                            reason == Refusal.UNANSWERED || reason == Refusal.NOT_REPLICATED
                                    ? Answer.UNKNOWN
                                    : Answer.REFUSED,
                            null);
        };
    }

    @Override
    public void close() {
        ended = true;
        publisher.close();
    }
}
