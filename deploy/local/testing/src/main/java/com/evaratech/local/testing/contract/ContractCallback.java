package com.evaratech.local.testing.contract;

import com.evaratech.local.testing.http.Request;
import io.quarkus.test.junit.callback.QuarkusTestBeforeEachCallback;
import io.quarkus.test.junit.callback.QuarkusTestMethodContext;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/** Shows the contract what a {@link HeldToContract} test is answered, and not what others are. */
public final class ContractCallback implements QuarkusTestBeforeEachCallback {

    // Read once: to make its schemas ready takes seconds.
    private static @Nullable ContractWitness contract;

    @Override
    public void beforeEach(QuarkusTestMethodContext context) {
        boolean isHeld =
                context.getTestInstance().getClass().isAnnotationPresent(HeldToContract.class);
        Request.showTo(isHeld ? contract() : null);
    }

    private static synchronized ContractWitness contract() {
        ContractWitness read = contract;
        if (read == null) {
            read =
                    new ContractWitness(
                            ConfigProvider.getConfig()
                                    .getValue("quarkus.application.name", String.class));
            contract = read;
        }
        return read;
    }
}
