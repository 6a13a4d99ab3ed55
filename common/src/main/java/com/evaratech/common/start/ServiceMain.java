package com.evaratech.common.start;

import com.evaratech.common.config.Environment;
import io.quarkus.bootstrap.logging.InitialConfigurator;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.Optional;
import java.util.logging.Handler;
import org.jspecify.annotations.Nullable;

/**
 * The main class of every service. Without arguments it runs the service; with {@code health} it
 * asks a running one on this machine whether it is ready, for an image's HEALTHCHECK.
 *
 * <p>Exit codes: 0 stopped as asked or healthy; 1 failed or not healthy; 64 wrong usage; 78 the
 * configuration is wrong.
 */
@QuarkusMain
public final class ServiceMain {

    private static final String PROFILE = "quarkus.profile";
    private static final int USAGE = 64; // EX_USAGE of sysexits.h

    private ServiceMain() {}

    public static void main(String... args) {
        if (args.length == 0) {
            selectProfile();
            Quarkus.run(null, ServiceMain::ended);
        } else if (args.length == 1 && args[0].equals("health")) {
            System.exit(HealthCommand.ofEnvironment().run());
        } else {
            System.err.println("usage: without arguments to run the service, or: health");
            System.exit(USAGE);
        }
    }

    /** The platform settles its profile before it reads the operators' variables: set it first. */
    private static void selectProfile() {
        if (System.getProperty(PROFILE) == null && System.getenv("QUARKUS_PROFILE") == null) {
            setting(Environment.VARIABLE)
                    .flatMap(Environment::named)
                    .ifPresent(environment -> System.setProperty(PROFILE, environment.profile()));
        }
    }

    private static Optional<String> setting(String name) {
        return Optional.ofNullable(System.getProperty(name))
                .or(() -> Optional.ofNullable(System.getenv(name)));
    }

    private static void ended(int exitCode, @Nullable Throwable cause) {
        System.exit(cause == null ? exitCode : report(StartFailure.of(cause)));
    }

    private static int report(StartFailure failure) {
        if (failure.unforeseen() == null) {
            dropEarlyLogs();
        }
        failure.lines().forEach(line -> System.err.println("cannot start: " + line));
        if (failure.unforeseen() != null) {
            failure.unforeseen().printStackTrace();
        }
        return failure.exitCode();
    }

    /** What was logged before logging was set up only blurs a report that says it all. */
    private static void dropEarlyLogs() {
        var early = InitialConfigurator.DELAYED_HANDLER;
        if (!early.isActivated()) {
            var _ = early.setHandlers(new Handler[0]);
        }
    }
}
