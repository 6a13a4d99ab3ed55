package com.evaratech.common.local;

import com.evaratech.common.problem.DependencyUnavailable;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestPlan;

/**
 * What is so already is not waited for: Awaitility by itself looks for the first time after a tenth
 * of a second. Found by JUnit on the class path.
 */
public final class Patience implements TestExecutionListener {

    @Override
    public void testPlanExecutionStarted(TestPlan plan) {
        Awaitility.setDefaultPollDelay(Duration.ZERO);
        Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
        // Whoever waits may ask again when a copy was not fresh for a moment.
        Awaitility.ignoreExceptionByDefault(DependencyUnavailable.class);
        Awaitility.setDefaultPollInterval(Duration.ofMillis(20));
    }
}
