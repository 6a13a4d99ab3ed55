package com.evaratech.local.launcher.it.recordings;

import java.util.List;
import java.util.Optional;

/**
 * A node that is fed by a recording, and by a second one once its channel was cleared.
 *
 * @param recordings one, or two
 * @param watch the rule on it, if any
 */
record Device(
        String name,
        String category,
        List<Recording> recordings,
        List<Meaning> fields,
        Optional<Watch> watch) {

    Device {
        recordings = List.copyOf(recordings);
        fields = List.copyOf(fields);
    }
}
