package com.evaratech.common.secret;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The ring that the operators set; an empty one when they did not. */
@Singleton
class KeyRingProducer {

    @Produces
    @Singleton
    KeyRing ring(@ConfigProperty(name = "evara.secret.key-ring") Optional<String> ring) {
        return ring.map(KeyRing::parse).orElseGet(KeyRing::empty);
    }
}
