package com.evaratech.common.gate;

import com.evaratech.common.access.RouteMatrix;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Gives each service the rows that it answers, and the gateway all of them. */
@Singleton
class RouteMatrixProducer {

    private static final String GATEWAY = "gateway-service";

    @Produces
    @Singleton
    RouteMatrix matrix(@ConfigProperty(name = "quarkus.application.name") String application) {
        RouteMatrix matrix = RouteMatrix.load();
        return application.equals(GATEWAY) ? matrix : matrix.servedBy(application);
    }
}
