package com.evaratech.api.assembly;

import java.util.Map;
import java.util.TreeMap;

/** Names of the problems that many operations answer, by status. */
final class Problems {

    static final Map<String, String> NAMES =
            new TreeMap<>(
                    Map.of(
                            "400", "BadRequest",
                            "401", "Unauthorized",
                            "403", "Forbidden",
                            "404", "NotFound",
                            "412", "PreconditionFailed",
                            "422", "UnprocessableContent",
                            "428", "PreconditionRequired",
                            "429", "TooManyRequests",
                            "503", "ServiceUnavailable",
                            "default", "Other"));

    private Problems() {}

    static String name(String status) {
        String name = NAMES.get(status);
        if (name == null) {
            throw new SourceMistake(status, "no problem of many operations has this status");
        }
        return name;
    }
}
