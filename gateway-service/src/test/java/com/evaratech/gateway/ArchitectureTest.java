package com.evaratech.gateway;

import com.evaratech.local.testing.architecture.ArchitectureRules;
import com.evaratech.local.testing.route.RouteMatrixCheck;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void shouldKeepToTheAllowedArrows() {
        ArchitectureRules.check("com.evaratech.gateway");
    }

    @Test
    void shouldAnswerItsOwnRowsOfTheMatrix() {
        RouteMatrixCheck.check(
                "gateway-service",
                Set.of(
                        "GET /api/docs",
                        "GET /api/docs/{file}",
                        "GET /api/openapi.json",
                        "GET /api/openapi.yaml",
                        "GET /api/redoc",
                        "GET /api/redoc/{file}",
                        "GET /api/v1/audit",
                        "GET /api/v1/audit/export",
                        "GET /api/v1/dead-letters",
                        "GET /api/v1/events",
                        "GET /api/v1/health/live",
                        "GET /api/v1/health/ready",
                        "GET /api/v1/ws",
                        "POST /api/v1/auth/refresh",
                        "POST /api/v1/auth/sign-in",
                        "POST /api/v1/auth/sign-out"));
    }
}
