package com.evaratech.node;

import com.evaratech.common.problem.rest.ProblemMappers;
import com.evaratech.node.RegistryException.Unknown;
import io.vertx.ext.web.RoutingContext;
import jakarta.persistence.PersistenceException;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * Tells the caller when what a request names was removed between the look at it and the write: the
 * database refuses a row whose place is gone, and that is the same as if it had been gone before.
 */
public class GoneMeanwhile {

    private static final String FOREIGN_KEY_VIOLATION = "23503";

    // The constraint's name stands last in the message, in every language, and ends with what it
    // refers to: node_community, channel_node_id_fkey.
    private static final Pattern REFERRED =
            Pattern.compile(
                    "\\b\\w*?(customer|community|distributor|group|node)(?:_id|_number)?(?:_fkey)?\\b");

    private final ProblemMappers problems = new ProblemMappers();

    /** What Hibernate Reactive fails with. */
    @ServerExceptionMapper
    public Response map(PersistenceException exception, RoutingContext context) {
        return answer(exception, context);
    }

    /** What JDBC fails with. */
    @ServerExceptionMapper
    public Response map(SQLException exception, RoutingContext context) {
        return answer(exception, context);
    }

    private Response answer(Exception exception, RoutingContext context) {
        return referred(exception)
                .map(what ->
                        problems.map(
                                new Unknown(what, "of this name any more: it was removed just now"),
                                context))
                .orElseGet(() -> problems.map(exception, context));
    }

    /** The kind of thing that a refused row refers to; empty when this is not what happened. */
    static Optional<String> referred(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .filter(cause ->
                        cause instanceof SQLException refusal
                                && FOREIGN_KEY_VIOLATION.equals(refusal.getSQLState()))
                .flatMap(cause -> REFERRED.matcher(String.valueOf(cause.getMessage())).results())
                .map((MatchResult found) -> found.group(1))
                .reduce((_, last) -> last);
    }
}
