package com.evaratech.node;

import static com.evaratech.common.access.Role.COMMUNITY_ADMIN;
import static com.evaratech.common.access.Role.CUSTOMER;
import static com.evaratech.common.access.Role.INSTALLER;
import static com.evaratech.common.access.Role.VIEWER;

import com.evaratech.common.access.Role;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.local.testing.contract.HeldToContract;
import com.evaratech.local.testing.route.RouteCases;
import com.evaratech.local.testing.route.RouteCases.Case;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;

/** The matrix once more for those of one community, on things of another of their distributor. */
@QuarkusTest
@HeldToContract
@WithEvaraServers(schema = "registry")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SiblingMatrixIT extends RoleMatrix {

    private static final Set<Role> OF_ONE_COMMUNITY =
            Set.of(COMMUNITY_ADMIN, INSTALLER, CUSTOMER, VIEWER);

    @Override
    Stream<Case> cases() {
        return RouteCases.of(SERVICE)
                .filter(each -> each.role() != null && OF_ONE_COMMUNITY.contains(each.role()));
    }

    @Override
    Things foreignTo(Tenant tenant) {
        return Things.create(tenant.sibling());
    }
}
