package com.evaratech.local.testing.route;

import com.evaratech.common.access.Route;
import com.evaratech.common.access.RouteMatrix;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Every method of a service's HTTP resources has its row in the route matrix, and every row of the
 * service its method: nobody's access is left to chance, and no row promises what is not there.
 */
public final class RouteMatrixCheck {

    private RouteMatrixCheck() {}

    /**
     * Checks the resources of a service as they were compiled, tests left out.
     *
     * @param service its name in the matrix, such as {@code node-service}
     * @param servicePackage such as {@code com.evaratech.node}
     * @throws AssertionError naming every resource method without row and every row without method
     */
    public static void check(String service, String servicePackage) {
        JavaClasses classes =
                new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages(servicePackage);
        check(service, ResourceMethods.in(classes));
    }

    /**
     * Checks routes that are declared in another way than by JAX-RS.
     *
     * @param declared each as {@code METHOD /path/{template}}
     */
    public static void check(String service, Set<String> declared) {
        List<String> differences = differences(RouteMatrix.load(), service, declared);
        if (!differences.isEmpty()) {
            throw new AssertionError(
                    "routes.txt and "
                            + service
                            + " differ:\n  "
                            + String.join("\n  ", differences));
        }
    }

    static List<String> differences(RouteMatrix matrix, String service, Set<String> declared) {
        Set<String> rows =
                matrix.routes().stream()
                        .filter(route -> route.service().equals(service))
                        .map(Route::toString)
                        .collect(Collectors.toCollection(TreeSet::new));
        List<String> differences = new ArrayList<>();
        if (rows.isEmpty() && declared.isEmpty()) {
            differences.add("neither has a route: nothing was checked");
        }
        for (String route : new TreeSet<>(declared)) {
            if (!rows.contains(route)) {
                differences.add(route + " has no row in routes.txt");
            }
        }
        for (String row : rows) {
            if (!declared.contains(row)) {
                differences.add(row + " has a row but no resource method");
            }
        }
        return differences;
    }
}
