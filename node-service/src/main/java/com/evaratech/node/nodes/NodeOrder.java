package com.evaratech.node.nodes;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The orders of a list of nodes. */
enum NodeOrder {
    /** Of registration: what is added meanwhile comes at the end. */
    REGISTERED("registered", "n.number"),
    NEWEST("-registered", "n.number desc"),
    LABEL("label", "n.label, n.number"),
    LABEL_DOWN("-label", "n.label desc, n.number desc"),
    /** Nearest first; only of nodes near a place. */
    DISTANCE("distance", Near.DISTANCE.formatted("n", "n") + ", n.number");

    private final String code;
    private final String sql;

    NodeOrder(String code, String sql) {
        this.code = code;
        this.sql = sql;
    }

    /** Its name in the API; a hyphen turns an order round. */
    String code() {
        return code;
    }

    /** What stands behind ORDER BY. */
    String sql() {
        return sql;
    }

    static Optional<NodeOrder> find(String code) {
        return Arrays.stream(values()).filter(order -> order.code.equals(code)).findFirst();
    }

    /** The known ones, as a phrase. */
    static String codes() {
        return Arrays.stream(values())
                .map(NodeOrder::code)
                .collect(Collectors.joining(", ", "one of ", ""));
    }
}
