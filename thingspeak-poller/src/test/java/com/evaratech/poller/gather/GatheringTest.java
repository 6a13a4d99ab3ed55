package com.evaratech.poller.gather;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GatheringTest {

    private static final int MANY = 100;

    private final List<Integer> sizes = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch first = new CountDownLatch(1);

    @Test
    void shouldDoASingleOneAtOnce() throws Exception {
        var gathering = new Gathering<Integer, String>(MANY, this::texts);

        assertThat(gathering.ask(7)).isEqualTo("7");
        assertThat(sizes).containsExactly(1);
    }

    @Test
    void shouldWaitAMomentForOthersWhenItIsToldTo() throws Exception {
        var gathering = new Gathering<Integer, String>(MANY, Duration.ofMillis(500), this::texts);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var one = threads.submit(() -> gathering.ask(1));
            var other = threads.submit(() -> gathering.ask(2));

            assertThat(one.get()).isEqualTo("1");
            assertThat(other.get()).isEqualTo("2");
        }
        assertThat(sizes).containsExactly(2);
    }

    @Test
    void shouldAnswerEachWhatItAskedWhenManyAreDoneTogether() throws Exception {
        var gathering = new Gathering<Integer, String>(MANY, this::textsOnceTheFirstIsFree);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> answers = askWhileOneIsUnderWay(gathering, threads);

            for (int i = 0; i < answers.size(); i++) {
                assertThat(answers.get(i).get()).isEqualTo(Integer.toString(i));
            }
        }
        assertThat(sizes).hasSizeLessThan(MANY / 4);
    }

    @Test
    void shouldDoNoMoreTogetherThanItMay() throws Exception {
        var gathering = new Gathering<Integer, String>(8, this::textsOnceTheFirstIsFree);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<String> answer : askWhileOneIsUnderWay(gathering, threads)) {
                assertThat(answer.get()).isNotEmpty();
            }
        }
        assertThat(sizes).allSatisfy(size -> assertThat(size).isLessThanOrEqualTo(8));
        assertThat(sizes.stream().mapToInt(Integer::intValue).sum()).isEqualTo(MANY);
    }

    @Test
    void shouldRefuseOnlyTheOneWhoseValuesAreRefused() throws Exception {
        var gathering =
                new Gathering<Integer, String>(
                        MANY,
                        asked -> {
                            List<String> texts = textsOnceTheFirstIsFree(asked);
                            if (asked.contains(42)) {
                                throw new SQLException("not that one", "22003");
                            }
                            return texts;
                        });
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> answers = askWhileOneIsUnderWay(gathering, threads);

            assertThatThrownBy(answers.get(42)::get).hasRootCauseMessage("not that one");
            assertThat(answers.get(41).get()).isEqualTo("41");
            assertThat(answers.get(43).get()).isEqualTo("43");
        }
    }

    @Test
    void shouldTellOnlyTheOneThatTheWorkCannotDo() throws Exception {
        var gathering =
                new Gathering<Integer, String>(
                        MANY,
                        asked -> {
                            List<String> texts = textsOnceTheFirstIsFree(asked);
                            if (asked.contains(42)) {
                                throw new IllegalStateException("not that one");
                            }
                            return texts;
                        });
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> answers = askWhileOneIsUnderWay(gathering, threads);

            assertThatThrownBy(answers.get(42)::get).hasRootCauseMessage("not that one");
            assertThat(answers.get(41).get()).isEqualTo("41");
            assertThat(answers.get(43).get()).isEqualTo("43");
        }
    }

    @Test
    void shouldTellAllOfThemThatTheDatabaseIsAway() throws Exception {
        var gathering =
                new Gathering<Integer, String>(
                        MANY,
                        asked -> {
                            var _ = textsOnceTheFirstIsFree(asked);
                            throw new SQLException("away", "08006");
                        });
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<String> answer : askWhileOneIsUnderWay(gathering, threads)) {
                assertThatThrownBy(answer::get).hasRootCauseMessage("away");
            }
        }
    }

    @Test
    void shouldTellOfAFaultInTheWorkAndGoOn() throws Exception {
        var gathering =
                new Gathering<Integer, String>(
                        MANY,
                        asked -> {
                            if (asked.contains(0)) {
                                throw new IllegalStateException("broken");
                            }
                            return texts(asked);
                        });

        assertThatThrownBy(() -> gathering.ask(0)).isInstanceOf(SQLException.class);
        assertThat(gathering.ask(1)).isEqualTo("1");
    }

    @Test
    void shouldTellAllOfThemOfAnErrorAndGoOn() throws Exception {
        var gathering =
                new Gathering<Integer, String>(
                        MANY,
                        asked -> {
                            List<String> texts = textsOnceTheFirstIsFree(asked);
                            if (asked.contains(42)) {
                                throw new OutOfMemoryError("as if");
                            }
                            return texts;
                        });
        // Not closed: that would wait for those whom nobody answers, too.
        var threads = Executors.newVirtualThreadPerTaskExecutor();

        List<Future<String>> answers = askWhileOneIsUnderWay(gathering, threads);

        await().untilAsserted(() -> assertThat(answers).allMatch(Future::isDone));
        assertThat(answers.get(42).state()).isEqualTo(Future.State.FAILED);
        assertThat(gathering.ask(1)).isEqualTo("1");
    }

    private List<Future<String>> askWhileOneIsUnderWay(
            Gathering<Integer, String> gathering, ExecutorService threads) {
        List<Future<String>> answers = new ArrayList<>();
        answers.add(threads.submit(() -> gathering.ask(0)));
        await().until(() -> sizes.size() == 1);
        IntStream.range(1, MANY).forEach(i -> answers.add(threads.submit(() -> gathering.ask(i))));
        first.countDown();
        return answers;
    }

    private List<String> texts(List<Integer> asked) {
        sizes.add(asked.size());
        return asked.stream().map(Object::toString).toList();
    }

    private List<String> textsOnceTheFirstIsFree(List<Integer> asked) {
        List<String> texts = texts(asked);
        try {
            first.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return texts;
    }
}
