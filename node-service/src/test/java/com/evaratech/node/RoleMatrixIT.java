package com.evaratech.node;

import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.local.testing.contract.HeldToContract;
import com.evaratech.local.testing.route.RouteCases;
import com.evaratech.local.testing.route.RouteCases.Case;
import io.quarkus.test.junit.QuarkusTest;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;

/** Every row of the matrix with every role, on things of its own tenant and of another's. */
@QuarkusTest
@HeldToContract
@WithEvaraServers(schema = "registry")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoleMatrixIT extends RoleMatrix {

    @Override
    Stream<Case> cases() {
        return RouteCases.of(SERVICE);
    }

    @Override
    Things foreignTo(Tenant tenant) {
        return Things.create();
    }
}
