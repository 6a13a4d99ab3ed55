package com.evaratech.common.reading;

import com.evaratech.common.stream.publish.Durability;
import com.evaratech.common.stream.publish.PublisherLimits;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** When readings are accepted, by the operator's settings. */
@Singleton
class ReadingsLimits {

    @Produces
    @Singleton
    PublisherLimits limits(
            @ConfigProperty(name = "evara.bus.durability-checked", defaultValue = "true")
                    boolean isChecked,
            @ConfigProperty(name = "evara.bus.replicas", defaultValue = "0") int replicas) {
        return PublisherLimits.DEFAULT.withDurability(new Durability(isChecked, replicas));
    }
}
