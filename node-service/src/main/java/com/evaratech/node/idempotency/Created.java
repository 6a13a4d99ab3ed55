package com.evaratech.node.idempotency;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a request that made something.
 *
 * @param location path of what was made: which host the caller knows us by is the gateway's affair
 * @param etag of what was made, without the quotes; {@code null} of what never changes
 * @param body what was made, as JSON
 */
public record Created(String location, @Nullable String etag, String body) {

    /** The answer that shows {@code made} in the JSON of the API. */
    public static Created of(
            String location, @Nullable String etag, Object made, ObjectMapper json) {
        try {
            return new Created(location, etag, json.writeValueAsString(made));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("no JSON form of " + made.getClass(), e);
        }
    }

    /** As it goes to the caller: 201, also when it is told again. */
    public RestResponse<String> response() {
        var response =
                ResponseBuilder.create(RestResponse.Status.CREATED, body)
                        .type(MediaType.APPLICATION_JSON_TYPE)
                        .header(HttpHeaders.LOCATION, location);
        return (etag == null ? response : response.tag(etag)).build();
    }
}
