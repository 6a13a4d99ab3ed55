package com.evaratech.local.testing;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Gives a {@code @QuarkusTest} a PostgreSQL and a Redis of its own JVM, and the operators'
 * variables that lead to them. Classes with the same schema share one run of the application.
 */
@WithTestResource(value = EvaraServers.class, scope = TestResourceScope.MATCHING_RESOURCES)
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Inherited
public @interface WithEvaraServers {

    /**
     * The schema of the service under test: its roles are the ones given; empty for a service
     * without.
     */
    String schema();
}
