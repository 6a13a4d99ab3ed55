package com.evaratech.node;

import com.evaratech.common.access.Role;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.local.testing.contract.HeldToContract;
import com.evaratech.local.testing.route.RouteCases;
import com.evaratech.local.testing.route.RouteCases.Case;
import io.quarkus.test.junit.QuarkusTest;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;

/** The matrix once more for a customer, on things of another customer of the same community. */
@QuarkusTest
@HeldToContract
@WithEvaraServers(schema = "registry")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NeighbourMatrixIT extends RoleMatrix {

    // A window is the whole community's here, and both see it.
    private static final String SHARED = "/api/v1/maintenance/{id}";

    @Override
    Stream<Case> cases() {
        return RouteCases.of(SERVICE)
                .filter(each ->
                        each.role() == Role.CUSTOMER && !each.route().template().equals(SHARED));
    }

    @Override
    Things foreignTo(Tenant tenant) {
        return Things.create(tenant.neighbour());
    }
}
