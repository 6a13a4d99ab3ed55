package com.evaratech.common.start;

import com.evaratech.common.config.EnvironmentRefused;
import com.evaratech.common.config.Mistake;
import com.evaratech.common.config.Shown;
import com.evaratech.common.sql.RefusedLogin;
import io.quarkus.runtime.QuarkusBindException;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigValidationException;
import java.net.BindException;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Why a service did not start, in words for the person who started it.
 *
 * @param exitCode 78 when the configuration is wrong, else 1
 * @param lines one for each thing to mend
 * @param unforeseen what to show in full, since nothing better can be said about it; {@code null}
 *     for the known failures
 */
record StartFailure(int exitCode, List<String> lines, @Nullable Throwable unforeseen) {

    static final int FAILED = 1;
    static final int MISCONFIGURED = 78; // EX_CONFIG of sysexits.h

    // The library quotes the value it could not read, which these settings may not show.
    private static final Pattern UNREADABLE_SECRET =
            Pattern.compile(
                    "config property (?<name>\\S*(?:password|secret|url)\\S*) with the config"
                            + " value");

    StartFailure {
        lines = lines.stream().map(Shown::text).toList();
    }

    /** The first known reason along the chain of causes. */
    static StartFailure of(Throwable thrown) {
        return Stream.iterate(thrown, t -> t != null, Throwable::getCause)
                .limit(50) // a chain may be a ring
                .flatMap(StartFailure::known)
                .findFirst()
                .orElseGet(
                        () -> new StartFailure(FAILED, List.of(firstLine(rootOf(thrown))), thrown));
    }

    private static Stream<StartFailure> known(Throwable thrown) {
        return switch (thrown) {
            case EnvironmentRefused refused ->
                    misconfigured(refused.mistakes().stream().map(Mistake::line).toList());
            case ConfigValidationException invalid ->
                    misconfigured(
                            IntStream.range(0, invalid.getProblemCount())
                                    .mapToObj(i -> settingLine(invalid.getProblem(i).getMessage()))
                                    .toList());
            case ConfigurationException wrong -> misconfigured(List.of(firstLine(wrong)));
            case QuarkusBindException busy ->
                    failed(
                            "port %d on %s is taken by another process: stop that one, or set"
                                            .formatted(busy.getPort(), busy.getHost())
                                    + " QUARKUS_HTTP_PORT or QUARKUS_MANAGEMENT_PORT");
            case IllegalStateException closed
                    when closed.getCause() instanceof BindException taken
                            && !(taken instanceof QuarkusBindException) ->
                    failed(
                            "%s (%s): stop what listens there, or set QUARKUS_MANAGEMENT_PORT"
                                    .formatted(firstLine(closed), firstLine(taken)));
            case SQLException sql when RefusedLogin.in(sql).isPresent() ->
                    RefusedLogin.in(sql).stream().flatMap(StartFailure::failed);
            case SQLException sql ->
                    failed(
                            "the database of DATABASE_URL refuses (SQLSTATE %s): %s"
                                    .formatted(sql.getSQLState(), firstLine(sql)));
            default -> Stream.empty();
        };
    }

    private static Stream<StartFailure> misconfigured(List<String> lines) {
        return Stream.of(new StartFailure(MISCONFIGURED, lines, null));
    }

    private static Stream<StartFailure> failed(String line) {
        return Stream.of(new StartFailure(FAILED, List.of(line), null));
    }

    private static Throwable rootOf(Throwable thrown) {
        return Stream.iterate(thrown, t -> t != null, Throwable::getCause)
                .limit(50)
                .reduce(thrown, (outer, inner) -> inner);
    }

    private static String firstLine(Throwable thrown) {
        var message = thrown.getMessage();
        return message == null || message.isBlank()
                ? thrown.getClass().getSimpleName()
                : message.strip().lines().findFirst().orElse("");
    }

    /** A message of the configuration library in one line, without the library's own codes. */
    private static String settingLine(@Nullable String message) {
        var line = String.valueOf(message).replaceAll("\\s*\\R\\s*", " ");
        var secret = UNREADABLE_SECRET.matcher(line);
        return secret.find()
                ? secret.group("name") + " has a value that cannot be read"
                : line.replaceAll("(?:[\\w.$]+(?:Exception|Error): )?SRCFG[0-9]+: ", "");
    }
}
