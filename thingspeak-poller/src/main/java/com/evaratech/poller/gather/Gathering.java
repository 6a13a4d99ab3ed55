package com.evaratech.poller.gather;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Does in one go what several threads ask for at the same moment: what is asked while a go is under
 * way is done together in the next one. Whoever begins a go may wait a moment for others to come: a
 * go costs the same for one as for several. Thread-safe; blocks.
 *
 * @param <Q> what is asked
 * @param <A> what is answered
 */
public final class Gathering<Q, A> {

    /**
     * Answers together.
     *
     * @param <Q> what is asked
     * @param <A> what is answered
     */
    @FunctionalInterface
    public interface Work<Q, A> {

        /**
         * Does all of it or nothing.
         *
         * @return the answers, in the order in which they were asked for
         */
        List<A> answer(List<Q> asked) throws SQLException;
    }

    // Data that the database refuses (class 22) or that break a rule of its own (23).
    private static final String OF_VALUES = "2[23].*";

    private final int most;
    private final Duration linger;
    private final Work<Q, A> work;
    private final ReentrantLock turn = new ReentrantLock();
    private final Queue<Waiting<Q, A>> waiting = new ConcurrentLinkedQueue<>();

    /**
     * A single one is done at once.
     *
     * @param most how many are done in one go
     */
    public Gathering(int most, Work<Q, A> work) {
        this(most, Duration.ZERO, work);
    }

    /**
     * Nobody waits yet.
     *
     * @param most how many are done in one go
     * @param linger how long a go is put off for others to come
     */
    public Gathering(int most, Duration linger, Work<Q, A> work) {
        this.most = most;
        this.linger = linger;
        this.work = work;
    }

    /**
     * Asks, and waits for the answer.
     *
     * @throws SQLException when the database failed; what was asked may have been done
     * @throws InterruptedException when the thread is to end; likewise
     */
    public A ask(Q question) throws SQLException, InterruptedException {
        var mine = new Waiting<Q, A>(question);
        boolean _ = waiting.add(mine);
        try {
            turn.lockInterruptibly();
        } catch (InterruptedException e) {
            boolean _ = waiting.remove(mine);
            throw e;
        }
        try {
            boolean isGoing = true;
            if (linger.isPositive() && !mine.isDone()) {
                // Nobody gives one: the time goes by, unless the thread is to end.
                boolean _ = new Semaphore(0).tryAcquire(linger.toNanos(), TimeUnit.NANOSECONDS);
            }
            while (isGoing && !mine.isDone()) {
                isGoing = go();
            }
        } catch (InterruptedException e) {
            boolean _ = waiting.remove(mine);
            throw e;
        } finally {
            turn.unlock();
        }
        return mine.answer();
    }

    /** False when nobody waits. */
    private boolean go() {
        List<Waiting<Q, A>> together = new ArrayList<>();
        while (together.size() < most) {
            Waiting<Q, A> next = waiting.poll();
            if (next == null) {
                break;
            }
            together.add(next);
        }
        if (together.isEmpty()) {
            return false;
        }
        answer(together);
        return true;
    }

    private void answer(List<Waiting<Q, A>> together) {
        try {
            List<A> answers = work.answer(together.stream().map(Waiting::question).toList());
            for (int i = 0; i < together.size(); i++) {
                together.get(i).answered(answers.get(i));
            }
        } catch (SQLException e) {
            failed(together, e, isOfValues(e));
        } catch (RuntimeException e) { // whoever waits must hear of it
            failed(together, new SQLException(e), true);
        } finally { // of an error, too, which is the leader's to throw
            together.stream().filter(each -> !each.isDone()).forEach(Waiting::failed);
        }
    }

    /** What is wrong with one is no matter of the others. */
    private void failed(List<Waiting<Q, A>> together, SQLException e, boolean isOfOne) {
        if (isOfOne && together.size() > 1) {
            together.forEach(each -> answer(List.of(each)));
        } else {
            together.forEach(each -> each.failed(e));
        }
    }

    private static boolean isOfValues(SQLException e) {
        return e.getSQLState() != null && e.getSQLState().matches(OF_VALUES);
    }

    /** Read and written by whoever has the turn. */
    private static final class Waiting<Q, A> {

        private final Q question;
        private @Nullable A answer;
        private @Nullable SQLException failure;

        Waiting(Q question) {
            this.question = question;
        }

        Q question() {
            return question;
        }

        void answered(A what) {
            answer = what;
        }

        void failed(SQLException why) {
            failure = why;
        }

        void failed() {
            failed(new SQLException("not answered"));
        }

        boolean isDone() {
            return answer != null || failure != null;
        }

        A answer() throws SQLException {
            if (answer == null) {
                throw failure == null ? new SQLException("not answered") : failure;
            }
            return answer;
        }
    }
}
