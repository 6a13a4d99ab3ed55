package com.evaratech.node;

import com.evaratech.local.testing.route.RouteMatrixCheck;
import org.junit.jupiter.api.Test;

class RouteMatrixTest {

    @Test
    void shouldHaveOneRowForEachRoute() {
        RouteMatrixCheck.check("node-service", "com.evaratech.node");
    }
}
