package com.evaratech.local.testing.contract;

import com.evaratech.common.access.Route;
import com.evaratech.common.access.Route.Callers;
import com.evaratech.common.access.RouteMatrix;
import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Holds each answer of the service under test to the API's document. */
final class ContractFilter implements Filter {

    private final RouteMatrix rows;
    private final Contract contract = Contract.load();

    /**
     * @param service name of the service in the matrix; what is asked of others is not its answer
     */
    ContractFilter(String service) {
        this.rows = RouteMatrix.load().servedBy(service);
    }

    @Override
    public Response filter(
            FilterableRequestSpecification request,
            FilterableResponseSpecification expected,
            FilterContext context) {
        Response answer = context.next(request, expected);
        String path = URI.create(request.getURI()).getRawPath();
        if (!request.getMethod().equals("HEAD") && path.startsWith("/")) {
            rows.match(request.getMethod(), path)
                    // As ThingSpeak has it, to the letter: their own tests look at that.
                    .filter(route -> route.callers() != Callers.CHANNELS)
                    .ifPresent(route -> check(route, answer));
        }
        return answer;
    }

    private void check(Route route, Response answer) {
        String type = media(answer.getContentType());
        String body = type.endsWith("json") ? answer.asString() : "";
        List<String> mistakes =
                contract.mistakes(route.toString(), answer.statusCode(), type, body);
        if (!mistakes.isEmpty()) {
            throw new AssertionError(
                    "%s answered %d otherwise than api/src/main/openapi says: %s%n%s"
                            .formatted(route, answer.statusCode(), mistakes, body));
        }
    }

    private static String media(@Nullable String contentType) {
        return contentType == null
                ? ""
                : contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }
}
