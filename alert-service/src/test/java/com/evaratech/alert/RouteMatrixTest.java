package com.evaratech.alert;

import com.evaratech.local.testing.route.RouteMatrixCheck;
import org.junit.jupiter.api.Test;

class RouteMatrixTest {

    @Test
    void shouldHaveARowForEveryRoute() {
        RouteMatrixCheck.check("alert-service", "com.evaratech.alert");
    }
}
