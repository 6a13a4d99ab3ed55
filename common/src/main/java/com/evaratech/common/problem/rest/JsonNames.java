package com.evaratech.common.problem.rest;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;

/** Names of Java properties as they stand in the JSON of API v1. */
final class JsonNames {

    private static final PropertyNamingStrategies.SnakeCaseStrategy SNAKE_CASE =
            new PropertyNamingStrategies.SnakeCaseStrategy();

    private JsonNames() {}

    static String snakeCase(String property) {
        return SNAKE_CASE.translate(property);
    }
}
