package com.evaratech.node;

import jakarta.ws.rs.core.HttpHeaders;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** The only answer that ever holds a new secret: nobody on its way may keep it. */
public final class ShownOnce {

    private ShownOnce() {}

    /** 201 with what was made. */
    public static <T> RestResponse<T> created(T entity) {
        return answer(entity).build();
    }

    /** 201 with what was made, and the path where it is from now on, without the secret. */
    public static <T> RestResponse<T> created(T entity, String location) {
        return answer(entity).header(HttpHeaders.LOCATION, location).build();
    }

    private static <T> ResponseBuilder<T> answer(T entity) {
        return ResponseBuilder.create(RestResponse.Status.CREATED, entity)
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
    }
}
