package com.evaratech.local.testing.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.evaratech.common.access.RouteMatrix;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RouteMatrixCheckTest {

    private static final String LIST = "GET /api/v1/shelves";
    private static final String ADD = "POST /api/v1/shelves/{id}/books";

    @Test
    void shouldReadRoutesOfResource() {
        Set<String> routes =
                ResourceMethods.in(
                        new ClassFileImporter()
                                .importPackages("com.evaratech.local.testing.route.example"));

        assertThat(routes).containsExactly(LIST, ADD);
    }

    @Test
    void shouldAcceptServiceWhenRowsAndMethodsAgree() {
        assertThat(RouteMatrixCheck.differences(matrix(LIST, ADD), "library", Set.of(LIST, ADD)))
                .isEmpty();
    }

    @Test
    void shouldNameMethodWhenItHasNoRow() {
        assertThat(RouteMatrixCheck.differences(matrix(LIST), "library", Set.of(LIST, ADD)))
                .containsExactly(ADD + " has no row in routes.txt");
    }

    @Test
    void shouldNameRowWhenItHasNoMethod() {
        assertThat(RouteMatrixCheck.differences(matrix(LIST, ADD), "library", Set.of(LIST)))
                .containsExactly(ADD + " has a row but no resource method");
    }

    @Test
    void shouldRefuseRowWhenItBelongsToAnotherService() {
        assertThat(RouteMatrixCheck.differences(matrix(LIST), "archive", Set.of(LIST)))
                .containsExactly(LIST + " has no row in routes.txt");
    }

    @Test
    void shouldFailWhenNothingWasChecked() {
        assertThatThrownBy(() -> RouteMatrixCheck.check("no-such-service", "com.evaratech.absent"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("nothing was checked");
    }

    private static RouteMatrix matrix(String... routes) {
        StringBuilder text = new StringBuilder();
        for (String route : routes) {
            text.append(route).append(" library x x x x x x\n");
        }
        return RouteMatrix.parse(text.toString());
    }
}
