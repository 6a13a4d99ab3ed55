package com.evaratech.common.json;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** A setting says how JSON names its fields; what it means must be in the native image. */
@RegisterForReflection(targets = PropertyNamingStrategies.SnakeCaseStrategy.class)
final class NamingStrategy {

    private NamingStrategy() {}
}
