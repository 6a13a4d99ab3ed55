package com.evaratech.node.nodes;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** Does the same several times at once. */
final class Together {

    private Together() {}

    static <T> List<T> run(int times, Callable<T> work)
            throws InterruptedException, ExecutionException {
        try (var threads = Executors.newFixedThreadPool(times)) {
            var answers = new ArrayList<T>();
            for (Future<T> answer :
                    threads.invokeAll(IntStream.range(0, times).mapToObj(i -> work).toList())) {
                answers.add(answer.get());
            }
            return answers;
        }
    }
}
