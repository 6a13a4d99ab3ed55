package com.evaratech.common.stream.consume;

import com.evaratech.common.stream.consume.Portions.Came;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads rounds, and the next one while the one before is being committed. What was read ahead is
 * used only if everything then stands exactly where it was read from: same partitions, epochs,
 * generations and positions. In every other case it is thrown away and read again.
 *
 * <p>For the loop's thread. What reads ahead uses the same connection to the bus: it must be {@link
 * #settle settled} before the bus is asked for anything else.
 */
final class RoundReader<E> {

    private final StreamSide bus;
    private final EntryHandler<E> handler;
    private final int mostBytes;
    private final Portions portions;
    private int rounds;
    private @Nullable Ahead<E> ahead;

    RoundReader(StreamSide bus, EntryHandler<E> handler, ConsumerSettings settings) {
        this.bus = bus;
        this.handler = handler;
        this.mostBytes = settings.round().bytes();
        this.portions = new Portions(settings.round().entries(), settings.round().bytes());
    }

    private record Ahead<E>(List<Owned> from, FutureTask<ReadRound<E>> task) {}

    /** The next round of these partitions. */
    ReadRound<E> next(Collection<Owned> owned) throws InterruptedException {
        List<Owned> from = List.copyOf(owned);
        Optional<ReadRound<E>> known = readAhead(from);
        ReadRound<E> round = known.isPresent() ? known.get() : reading(from).get();
        portions.learn(round.came());
        return round;
    }

    /** Begins to read what comes next if everything will stand there. */
    void begin(Collection<Owned> owned) {
        List<Owned> from = List.copyOf(owned);
        Supplier<ReadRound<E>> reading = reading(from);
        var task = new FutureTask<ReadRound<E>>(reading::get);
        ahead = new Ahead<>(from, task);
        var _ = Thread.ofVirtual().name("stream-ahead").start(task);
    }

    /** Waits for what is being read ahead. */
    void settle() throws InterruptedException {
        if (ahead != null) {
            var _ = outcome(ahead);
        }
    }

    /** Throws away what was read ahead, and reads less at a time: a round was lost. */
    void lost() throws InterruptedException {
        settle();
        ahead = null;
        portions.halve();
    }

    /** Reads more at a time, if it was less before. */
    void succeeded() {
        portions.grow();
    }

    private Optional<ReadRound<E>> readAhead(List<Owned> from) throws InterruptedException {
        Ahead<E> begun = ahead;
        ahead = null;
        if (begun == null) {
            return Optional.empty();
        }
        Optional<ReadRound<E>> round = outcome(begun);
        return begun.from().equals(from) ? round : Optional.empty();
    }

    /** Empty when it failed: it is read again, and fails again if the reason is still there. */
    private static <E> Optional<ReadRound<E>> outcome(Ahead<E> ahead) throws InterruptedException {
        try {
            return Optional.of(ahead.task().get());
        } catch (ExecutionException _) {
            return Optional.empty();
        }
    }

    /** What the loop remembers is looked up now; the rest may be done by another thread. */
    private Supplier<ReadRound<E>> reading(List<Owned> from) {
        Map<Integer, Integer> dealt = portions.of(from);
        var inTurn = new ArrayList<>(from);
        // A round that is full before its end leaves out somebody else each time.
        Collections.rotate(inTurn, rounds++);
        return () -> read(inTurn, dealt);
    }

    private ReadRound<E> read(List<Owned> from, Map<Integer, Integer> dealt) {
        Map<Integer, Batch> batches = bus.read(from, dealt);
        var plan = new RoundPlan<>(handler, mostBytes);
        var broken = new ArrayList<Owned>();
        var came = new ArrayList<Came>();
        for (Owned one : from) {
            int partition = one.partition();
            Batch batch = batches.get(partition);
            if (batch == null || !batch.follows(one)) {
                broken.add(one);
            } else {
                plan.add(one, batch.entries());
                int asked = dealt.getOrDefault(partition, 0);
                came.add(new Came(partition, asked, batch.entries().size(), batch.bytes()));
            }
        }
        return new ReadRound<>(plan, broken, came);
    }
}
