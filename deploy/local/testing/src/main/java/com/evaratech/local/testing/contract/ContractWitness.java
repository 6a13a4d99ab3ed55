package com.evaratech.local.testing.contract;

import com.evaratech.common.access.Route;
import com.evaratech.common.access.Route.Callers;
import com.evaratech.common.access.RouteMatrix;
import com.evaratech.local.testing.http.Request.Witness;
import com.evaratech.local.testing.http.Response;
import java.util.List;
import java.util.Locale;

/** Holds each answer of the service under test to the API's document. */
final class ContractWitness implements Witness {

    private final RouteMatrix rows;
    private final Contract contract = Contract.load();

    /**
     * @param service name of the service in the matrix; what is asked of others is not its answer
     */
    ContractWitness(String service) {
        this.rows = RouteMatrix.load().servedBy(service);
    }

    @Override
    public void saw(String method, String path, Response answer) {
        if (!method.equals("HEAD")) {
            rows.match(method, path)
                    // As ThingSpeak has it, to the letter: their own tests look at that.
                    .filter(route -> route.callers() != Callers.CHANNELS)
                    .ifPresent(route -> check(route, answer));
        }
    }

    private void check(Route route, Response answer) {
        String type = answer.contentType().split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        String body = type.endsWith("json") ? answer.asString() : "";
        List<String> mistakes =
                contract.mistakes(route.toString(), answer.statusCode(), type, body);
        if (!mistakes.isEmpty()) {
            throw new AssertionError(
                    "%s answered %d otherwise than api/src/main/openapi says: %s%n%s"
                            .formatted(route, answer.statusCode(), mistakes, body));
        }
    }
}
