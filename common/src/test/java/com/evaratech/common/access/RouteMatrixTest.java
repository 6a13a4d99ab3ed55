package com.evaratech.common.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouteMatrixTest {

    private static final String ROLES_ALL = " x x x x x x";

    private final RouteMatrix matrix =
            RouteMatrix.parse(
                    """
                    # remark
                    GET  /api/v1/nodes           node  x x x x x x
                    POST /api/v1/nodes           node  x - - - - -
                    GET  /api/v1/nodes/{id}      node  x x x x x x
                    GET  /api/v1/nodes/export    node  x - - - - -
                    GET  /api/v1/health/live     gate  public
                    POST /api/v1/telemetry       tele  device-key
                    """);

    @Test
    void shouldFindTheRowOfAPath() {
        assertThat(matrix.match("GET", "/api/v1/nodes/17"))
                .map(Route::template)
                .contains("/api/v1/nodes/{id}");
    }

    @Test
    void shouldPreferAFixedSegmentToAVariableOne() {
        assertThat(matrix.match("GET", "/api/v1/nodes/export"))
                .map(Route::template)
                .contains("/api/v1/nodes/export");
    }

    @Test
    void shouldAdmitOnlyTheRolesThatAreMarked() {
        Route create = matrix.match("POST", "/api/v1/nodes").orElseThrow();

        assertThat(create.admits(Role.SUPERADMIN)).isTrue();
        assertThat(create.admits(Role.VIEWER)).isFalse();
    }

    @Test
    void shouldAdmitNobodysRoleWhereDevicesCall() {
        Route send = matrix.match("POST", "/api/v1/telemetry").orElseThrow();

        assertThat(send.callers()).isEqualTo(Route.Callers.DEVICES);
        assertThat(send.isPublic()).isFalse();
        assertThat(Role.values()).noneMatch(send::admits);
    }

    @Test
    void shouldFindTheRowOfGetForHead() {
        assertThat(matrix.match("HEAD", "/api/v1/nodes/17"))
                .map(Route::toString)
                .contains("GET /api/v1/nodes/{id}");
        assertThat(RouteMatrix.parse("POST /only svc" + ROLES_ALL).match("HEAD", "/only"))
                .isEmpty();
    }

    @Test
    void shouldTellTheMethodsOfAPath() {
        assertThat(matrix.methodsOf("/api/v1/nodes")).containsExactly("GET", "HEAD", "POST");
        assertThat(matrix.methodsOf("/api/v1/elsewhere")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/nodes/",
                "/api/v1/nodes/1/2",
                "/api/v1",
                "/",
                "/API/v1/nodes",
                "/api/v1/"
            })
    void shouldNotMatchPathsThatAreOnlySimilar(String path) {
        assertThat(matrix.match("GET", path)).isEmpty();
    }

    @Test
    void shouldKeepTheRowsOfOneServiceOnly() {
        assertThat(matrix.servedBy("gate").routes())
                .extracting(Route::template)
                .containsExactly("/api/v1/health/live");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /a svc",
                "GET /a svc x x x x x",
                "GET /a svc x x x x x x x",
                "GET /a svc x x x x x y",
                "GET /a svc - - - - - -",
                "GRAB /a svc" + ROLES_ALL,
                "GET a svc" + ROLES_ALL,
                "GET /a//b svc" + ROLES_ALL,
                "GET /a svc public x",
                "GET /a svc" + ROLES_ALL + "\nGET /a svc" + ROLES_ALL,
            })
    void shouldRefuseRowsThatCouldBeMisread(String text) {
        assertThatThrownBy(() -> RouteMatrix.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("line ");
    }

    @Test
    void shouldLoadTheMatrixOfTheFleet() {
        assertThat(RouteMatrix.load().routes()).isNotEmpty();
    }
}
