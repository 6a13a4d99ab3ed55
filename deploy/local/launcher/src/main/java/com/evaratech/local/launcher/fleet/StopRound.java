package com.evaratech.local.launcher.fleet;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Stops parts of a fleet. One that cannot be stopped keeps none of the others running: it is noted,
 * and the round goes on.
 */
final class StopRound {

    /**
     * One part.
     *
     * @param stop returns when the part is gone, or throws
     */
    record Step(String name, Runnable stop) {}

    private final Map<String, String> failures = new ConcurrentSkipListMap<>();

    /** Stops them side by side and returns when all were tried. */
    void together(List<Step> steps) throws InterruptedException {
        List<Thread> stopping =
                steps.stream()
                        .map(step ->
                                Thread.ofVirtual()
                                        .name("stop-" + step.name())
                                        .start(() -> stop(step)))
                        .toList();
        for (Thread thread : stopping) {
            thread.join();
        }
    }

    /** Stops one after the other. */
    void inOrder(List<Step> steps) {
        steps.forEach(this::stop);
    }

    /** By name, why a part was not stopped; empty when all were. */
    Map<String, String> failures() {
        return Map.copyOf(failures);
    }

    private void stop(Step step) {
        try {
            step.stop().run();
        } catch (RuntimeException e) {
            failures.put(
                    step.name(), "%s was not stopped: %s".formatted(step.name(), e.getMessage()));
        }
    }
}
