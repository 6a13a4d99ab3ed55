package com.evaratech.alert.trial;

import com.evaratech.common.gate.CurrentCaller;
import com.evaratech.common.problem.DependencyUnavailable;
import com.evaratech.common.problem.RequestFields;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.StreamingOutput;
import java.sql.SQLException;
import java.util.concurrent.Semaphore;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/** Dry runs of rules over HTTP. */
@Path("/api/v1/rules/dry-run")
class TrialResource {

    private final TrialPlan plans;
    private final ReadingsHistory history;
    private final TrialConfig config;
    private final ObjectMapper json;
    private final CurrentCaller caller;
    private final Semaphore room;

    TrialResource(
            TrialPlan plans,
            ReadingsHistory history,
            TrialConfig config,
            ObjectMapper json,
            CurrentCaller caller) {
        this.plans = plans;
        this.history = history;
        this.config = config;
        this.json = json;
        this.caller = caller;
        this.room = new Semaphore(config.atOnce());
    }

    /** Node by node as they are judged. */
    @POST
    @RunOnVirtualThread
    public RestResponse<StreamingOutput> run(@Context HttpHeaders headers, @Nullable TrialWish wish)
            throws SQLException, InterruptedException {
        PlannedTrial plan = plans.of(caller.get(), RequestFields.body(wish));
        if (!room.tryAcquire()) {
            throw new DependencyUnavailable("Room for another dry run");
        }
        var trial =
                new TrialStream(plan, history, Credentials.of(headers), json, config.patience());
        boolean hasBegun = false;
        try {
            trial.begin();
            hasBegun = true;
        } finally {
            if (!hasBegun) {
                room.release();
            }
        }
        StreamingOutput answer =
                target -> {
                    try {
                        trial.write(target);
                    } finally {
                        trial.close();
                        room.release();
                    }
                };
        return ResponseBuilder.ok(answer, MediaType.APPLICATION_JSON).build();
    }
}
