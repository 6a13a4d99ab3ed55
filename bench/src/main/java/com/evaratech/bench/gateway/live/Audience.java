package com.evaratech.bench.gateway.live;

import com.evaratech.bench.host.Pause;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** All clients together, on two event loops: what they were told, when, and what became of them. */
final class Audience implements AutoCloseable {

    private static final int LOOPS = 2;
    // Fewer than may wait to be accepted.
    private static final int AT_A_TIME = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(2);
    private static final int DIGITS = 3;
    private static final int SURPRISES_KEPT = 5;
    private static final int KEEPS_TIME = 50;
    private static final int REVOKED = 4403;

    private final InstantSource clock;
    private final NioEventLoopGroup loops = new NioEventLoopGroup(LOOPS);
    private final Semaphore opening = new Semaphore(AT_A_TIME);
    private final AtomicInteger joined = new AtomicInteger();
    private final AtomicInteger gone = new AtomicInteger();
    private final LongAdder told = new LongAdder();
    private final Map<Integer, Queue<Long>> revoked = new ConcurrentHashMap<>();
    private final Queue<String> surprises = new ConcurrentLinkedQueue<>();
    private final Histogram delays = new ConcurrentHistogram(LONGEST_MICROS, DIGITS);

    Audience(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Connects them all and returns when each was told that it is heard.
     *
     * @param tokens one a person
     * @param each how many clients each of them has; one of fifty keeps time
     * @throws IllegalStateException when one of them is not let in
     */
    void join(int port, List<String> tokens, int each) throws InterruptedException {
        for (int i = 0; i < tokens.size() * each; i++) {
            int person = i % tokens.size();
            var client = new Client(this, person, tokens.get(person), i % KEEPS_TIME == 0);
            if (!opening.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("nobody is let in any more: " + surprises);
            }
            connect(port, client);
        }
        int all = tokens.size() * each;
        if (!Pause.until(PATIENCE, () -> joined.get() == all)) {
            throw new IllegalStateException(
                    "only %d of %d were let in: %s".formatted(joined.get(), all, surprises));
        }
    }

    private void connect(int port, Client client) {
        var _ =
                new Bootstrap()
                        .group(loops)
                        .channel(NioSocketChannel.class)
                        .option(ChannelOption.TCP_NODELAY, true)
                        .handler(
                                new ChannelInitializer<Channel>() {
                                    @Override
                                    protected void initChannel(Channel channel) {
                                        var _ = channel.pipeline().addLast(client);
                                    }
                                })
                        .connect("127.0.0.1", port)
                        .addListener(connected -> {
                            if (!connected.isSuccess()) {
                                surprised(String.valueOf(connected.cause()));
                            }
                        });
    }

    void joined() {
        int _ = joined.incrementAndGet();
        opening.release();
    }

    void refused(String answer) {
        surprised(answer);
        opening.release();
    }

    void told() {
        told.increment();
    }

    void toldWhatWasRecorded(String instant) {
        long micros =
                TimeUnit.NANOSECONDS.toMicros(
                        Duration.between(Instant.parse(instant), clock.instant()).toNanos());
        delays.recordValue(Math.clamp(micros, 0, LONGEST_MICROS));
    }

    void ended(int person, int code) {
        if (code == REVOKED) {
            revoked.computeIfAbsent(person, anew -> new ConcurrentLinkedQueue<>())
                    .add(System.nanoTime());
        } else {
            surprised("ended with " + code);
        }
    }

    void gone() {
        int _ = gone.incrementAndGet();
    }

    void surprised(String what) {
        if (surprises.size() < SURPRISES_KEPT) {
            surprises.add(what);
        }
    }

    /** What nobody expects, the first few of it. */
    List<String> surprises() {
        return List.copyOf(surprises);
    }

    /** Readings that were heard of, by each that heard of them. */
    long deliveries() {
        return told.sum();
    }

    /** Connections that are over. */
    int lost() {
        return gone.get();
    }

    /** Forgets how long it took until now. */
    void forgetDelays() {
        delays.reset();
    }

    /** From recorded to told, in microseconds, by those who keep time. */
    Histogram delays() {
        return delays.copy();
    }

    /** When each of a person's connections was told that it is over, by {@link System#nanoTime}. */
    List<Long> revokedOf(int person) {
        return List.copyOf(revoked.getOrDefault(person, new ConcurrentLinkedQueue<>()));
    }

    @Override
    public void close() {
        var _ = loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
