package com.evaratech.node.nodes;

import jakarta.ws.rs.QueryParam;
import org.jspecify.annotations.Nullable;

/** The parameters of a list of nodes, as they came. */
class NodeQuery {
    @QueryParam("category")
    @Nullable String category;

    @QueryParam("kind")
    @Nullable String kind;

    @QueryParam("community")
    @Nullable String community;

    @QueryParam("customer")
    @Nullable String customer;

    @QueryParam("tag")
    @Nullable String tag;

    @QueryParam("group")
    @Nullable String group;

    @QueryParam("status")
    @Nullable String status;

    @QueryParam("q")
    @Nullable String q;

    @QueryParam("near")
    @Nullable String near;

    @QueryParam("radius_m")
    @Nullable String radiusM;
}
