package com.evaratech.telemetry;

import com.evaratech.local.testing.route.RouteMatrixCheck;
import org.junit.jupiter.api.Test;

class RouteMatrixTest {

    @Test
    void shouldHaveARowForEveryRoute() {
        RouteMatrixCheck.check("telemetry-service", "com.evaratech.telemetry");
    }
}
