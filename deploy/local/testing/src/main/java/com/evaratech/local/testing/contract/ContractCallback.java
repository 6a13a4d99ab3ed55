package com.evaratech.local.testing.contract;

import io.quarkus.test.junit.callback.QuarkusTestBeforeEachCallback;
import io.quarkus.test.junit.callback.QuarkusTestMethodContext;
import io.restassured.RestAssured;
import io.restassured.filter.Filter;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;

/** Puts the filter before what a {@link HeldToContract} test asks, and takes it off for others. */
public final class ContractCallback implements QuarkusTestBeforeEachCallback {

    @Override
    public void beforeEach(QuarkusTestMethodContext context) {
        boolean isHeld =
                context.getTestInstance().getClass().isAnnotationPresent(HeldToContract.class);
        boolean isThere = RestAssured.filters().stream().anyMatch(ContractFilter.class::isInstance);
        if (isHeld && !isThere) {
            RestAssured.filters(
                    new ContractFilter(
                            ConfigProvider.getConfig()
                                    .getValue("quarkus.application.name", String.class)));
        } else if (!isHeld && isThere) {
            List<Filter> others = new ArrayList<>(RestAssured.filters());
            others.removeIf(ContractFilter.class::isInstance);
            RestAssured.replaceFiltersWith(others);
        }
    }
}
