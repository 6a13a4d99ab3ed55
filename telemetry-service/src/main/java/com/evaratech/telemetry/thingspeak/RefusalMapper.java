package com.evaratech.telemetry.thingspeak;

import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers with refusals as they say themselves. */
public class RefusalMapper {

    /** The answer that it is. */
    @ServerExceptionMapper
    public Response map(Refusal refusal) {
        return refusal.response();
    }
}
