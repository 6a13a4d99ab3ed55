package com.evaratech.local.testing.patience;

import com.evaratech.common.problem.DependencyUnavailable;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.pollinterval.IterativePollInterval;

/**
 * What is so already is not waited for, and what comes soon is noticed soon: Awaitility by itself
 * looks for the first time after a tenth of a second, which thousands of tests add up to minutes.
 */
public final class Patience {

    private static final Duration FIRST = Duration.ofMillis(5);
    private static final Duration LONGEST = Duration.ofMillis(100);
    private static final Duration USUAL = Duration.ofSeconds(30);

    private Patience() {}

    /** From here on, in all that this class' loader loads. */
    public static void begin() {
        Awaitility.setDefaultPollDelay(Duration.ZERO);
        Awaitility.setDefaultTimeout(USUAL);
        // Whoever waits may ask again when a copy was not fresh for a moment.
        Awaitility.ignoreExceptionByDefault(DependencyUnavailable.class);
        Awaitility.setDefaultPollInterval(
                IterativePollInterval.iterative(
                        last -> longer(last).compareTo(LONGEST) < 0 ? longer(last) : LONGEST,
                        FIRST));
    }

    private static Duration longer(Duration last) {
        return last.multipliedBy(3).dividedBy(2);
    }
}
