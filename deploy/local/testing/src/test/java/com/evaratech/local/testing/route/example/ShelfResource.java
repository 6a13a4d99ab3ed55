package com.evaratech.local.testing.route.example;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

/** A resource with a path of its own and methods with and without one. */
@Path("/api/v1/shelves/")
public class ShelfResource {

    /** The root of the resource. */
    @GET
    public String list() {
        return "";
    }

    /** A pattern in the template. */
    @POST
    @Path("{id: [0-9]+}/books")
    public String add(@PathParam("id") long id) {
        return String.valueOf(id);
    }

    /** Not public: the server would answer 404. */
    @DELETE
    String clear() {
        return "";
    }

    /** No route. */
    public String label() {
        return "shelf";
    }

    /** A client of somebody else: its methods are no routes of ours. */
    @Path("/elsewhere")
    public interface OtherService {

        /** A call, not a route. */
        @GET
        String ask();
    }
}
