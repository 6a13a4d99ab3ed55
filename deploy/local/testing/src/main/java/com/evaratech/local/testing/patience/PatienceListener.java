package com.evaratech.local.testing.patience;

import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/**
 * Begins {@link Patience} where the tests are: a Quarkus test and what it uses come from a class
 * loader of their own. Found by JUnit on the class path.
 */
public final class PatienceListener implements TestExecutionListener {

    private final Set<ClassLoader> begun = Collections.newSetFromMap(new WeakHashMap<>());

    @Override
    public void executionStarted(TestIdentifier test) {
        test.getSource()
                .filter(ClassSource.class::isInstance)
                .map(source -> ((ClassSource) source).getJavaClass().getClassLoader())
                .filter(begun::add)
                .ifPresent(PatienceListener::begin);
    }

    private static void begin(ClassLoader tests) {
        try {
            var _ = tests.loadClass(Patience.class.getName()).getMethod("begin").invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("tests without their patience", e);
        }
    }
}
