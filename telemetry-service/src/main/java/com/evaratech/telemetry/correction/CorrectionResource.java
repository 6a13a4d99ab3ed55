package com.evaratech.telemetry.correction;

import com.evaratech.common.access.Caller;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.gate.CurrentCaller;
import com.evaratech.common.metric.Kind;
import com.evaratech.common.page.Page;
import com.evaratech.common.page.PageRequest;
import com.evaratech.common.problem.DependencyUnavailable;
import com.evaratech.common.problem.FieldError;
import com.evaratech.common.problem.InvalidRequest;
import com.evaratech.common.reading.Correction;
import com.evaratech.common.reading.ReadingsPublisher;
import com.evaratech.common.stream.publish.Acceptance;
import com.evaratech.telemetry.nodes.ScopedNodes;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.InstantSource;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Corrected and manual readings over HTTP. */
@Path("/api/v1")
class CorrectionResource {

    private final CurrentCaller caller;
    private final ScopedNodes nodes;
    private final ReadingsPublisher publisher;
    private final CorrectionRepository corrections;
    private final InstantSource clock;

    CorrectionResource(
            CurrentCaller caller,
            ScopedNodes nodes,
            ReadingsPublisher publisher,
            CorrectionRepository corrections,
            InstantSource clock) {
        this.caller = caller;
        this.nodes = nodes;
        this.publisher = publisher;
        this.corrections = corrections;
        this.clock = clock;
    }

    /** Takes a correction: it is in the stream, and will be written behind what came before it. */
    @POST
    @Path("/nodes/{id}/telemetry/corrections")
    public Uni<RestResponse<Void>> correct(@RestPath UUID id, @Nullable CorrectionRequest request) {
        if (request == null) {
            throw new InvalidRequest(FieldError.missing("", "an object with readings"));
        }
        Caller author = caller.get();
        return nodes.find(author.scope(), id)
                .map(node -> correction(node, request, author))
                .chain(correction ->
                        Uni.createFrom().completionStage(() -> publisher.publish(correction)))
                .map(answer ->
                        switch (answer) {
                            case Acceptance.Accepted _ ->
                                    RestResponse.<Void>status(RestResponse.Status.ACCEPTED);
                            case Acceptance.Refused _ ->
                                    throw new DependencyUnavailable("The stream of readings");
                        });
    }

    /** What was corrected, the newest first. */
    @GET
    @Path("/nodes/{id}/telemetry/corrections")
    public Uni<Page<MadeCorrection>> list(
            @RestPath UUID id,
            @RestQuery @Nullable String limit,
            @RestQuery @Nullable String cursor) {
        var page = PageRequest.of(limit, cursor);
        return nodes.find(caller.get().scope(), id)
                .chain(node -> corrections.list(node.number(), page));
    }

    private Correction correction(NodeEntry node, CorrectionRequest request, Caller author) {
        var kind = Kind.valueOf(node.kind());
        return new Correction(
                node.number(),
                kind,
                author.subject(),
                request.reasonText(),
                clock.instant(),
                request.readings(kind, clock.instant()));
    }
}
