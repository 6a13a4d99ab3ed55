package com.evaratech.kubernetes;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The checker of custom resources checked. */
class CustomSchemaTest {

    private static final String POOLER =
            """
            apiVersion: postgresql.cnpg.io/v1
            kind: Pooler
            metadata:
              name: pooler
            spec:
              cluster:
                name: postgres
              instances: 2
              type: rw
              pgbouncer:
                poolMode: session
                parameters:
                  max_client_conn: "1000"
            """;

    @Test
    void shouldAcceptWhatTheOperatorAccepts() {
        assertThatCode(() -> check(POOLER)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "instances:, instance:, 'spec.instance is no field'",
        "poolMode: session, poolMode: statement, 'spec.pgbouncer.poolMode must be one of'",
        "instances: 2, instances: two, 'spec.instances must be number'",
        "'\"1000\"', 1000, 'spec.pgbouncer.parameters.max_client_conn must be text'",
        "'    name: postgres', '    {}', 'spec.cluster.name is missing'",
        "'  name: pooler', '  names: pooler', 'metadata.names is no field'",
        "spec:, specs:, 'specs is no field'"
    })
    void shouldRejectWhatTheOperatorWouldNot(String right, String wrong, String message) {
        assertThatThrownBy(() -> check(POOLER.replaceFirst(right, wrong)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    private static void check(String yaml) {
        Yaml.parseAll(yaml).forEach(StrictSchema::check);
    }
}
