package com.evaratech.common.start;

import com.evaratech.common.config.Environment;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
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

    // Quarkus hides these greetings once logging is set up; a start that is refused before that
    // would show them above the reason. The field keeps the loggers, and with them their level,
    // from being collected.
    private static final List<Logger> GREETINGS =
            Stream.of(
                            "org.hibernate.Version",
                            "org.hibernate.orm.connections.pooling",
                            "org.hibernate.validator.internal.util.Version")
                    .map(Logger::getLogger)
                    .toList();

    private ServiceMain() {}

    public static void main(String... args) {
        if (args.length == 0) {
            selectProfile();
            GREETINGS.forEach(logger -> logger.setLevel(Level.WARNING));
            Quarkus.run(null, ServiceMain::ended);
        } else if (args.length == 1 && args[0].equals("health")) {
            System.exit(HealthCommand.run(System.getenv(HealthCommand.PORT)));
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
        failure.lines().forEach(line -> System.err.println("cannot start: " + line));
        if (failure.unforeseen() != null) {
            failure.unforeseen().printStackTrace();
        }
        return failure.exitCode();
    }
}
