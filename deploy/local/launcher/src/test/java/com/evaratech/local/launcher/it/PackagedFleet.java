package com.evaratech.local.launcher.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The packaged fleet of a test, in a home that is gone afterwards; whatever runs is stopped however
 * the test ended. Registered in a static field, it is the one of all tests of the class and of
 * those nested in it.
 */
public final class PackagedFleet
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {

    private @Nullable LocalFleet fleet;
    // The class whose tests, and whose nested classes' tests, share it.
    private @Nullable Class<?> sharing;

    /** The fleet, which runs once the test has started it. */
    public LocalFleet get() {
        LocalFleet mine = fleet;
        if (mine == null) {
            throw new IllegalStateException("The fleet belongs to a test that has not begun");
        }
        return mine;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        if (sharing == null) {
            sharing = context.getRequiredTestClass();
            prepare();
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        if (sharing == null) {
            prepare();
        }
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException, InterruptedException {
        if (sharing == null) {
            stop();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException, InterruptedException {
        if (context.getRequiredTestClass().equals(sharing)) {
            sharing = null;
            stop();
        }
    }

    private void prepare() throws IOException {
        fleet = new LocalFleet(Files.createTempDirectory("evara-home"));
    }

    private void stop() throws IOException, InterruptedException {
        LocalFleet mine = fleet;
        if (mine != null) {
            fleet = null;
            mine.stop();
            delete(mine.home());
        }
    }

    private static void delete(Path directory) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(directory)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        deepestFirst.forEach(path -> {
            try {
                Files.delete(path);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
