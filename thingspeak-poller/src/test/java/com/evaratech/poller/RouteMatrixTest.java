package com.evaratech.poller;

import com.evaratech.local.testing.route.RouteMatrixCheck;
import org.junit.jupiter.api.Test;

class RouteMatrixTest {

    @Test
    void shouldHaveARowForEveryRoute() {
        RouteMatrixCheck.check("thingspeak-poller", "com.evaratech.poller");
    }
}
