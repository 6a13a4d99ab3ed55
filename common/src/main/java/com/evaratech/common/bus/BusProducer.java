package com.evaratech.common.bus;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The bus of this service. */
@Singleton
class BusProducer {

    @Produces
    @Singleton
    Bus bus(@ConfigProperty(name = "evara.bus.url") String url) {
        return new Bus(BusAddress.parse(url));
    }
}
