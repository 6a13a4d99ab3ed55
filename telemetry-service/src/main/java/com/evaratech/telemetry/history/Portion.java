package com.evaratech.telemetry.history;

import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.reading.Reading;
import java.util.ArrayList;
import java.util.List;

/**
 * What some rows of a file came to.
 *
 * @param rows how many they were
 * @param made readings, in the order of the file
 * @param rejected readings that are none
 * @param errors what was not accepted, in the order of the file
 */
record Portion(int rows, List<Made> made, int rejected, List<ImportError> errors) {

    Portion {
        made = List.copyOf(made);
        errors = List.copyOf(errors);
    }

    /** A reading of a node. */
    record Made(NodeEntry node, Reading reading) {}

    /** One that is being put together. */
    static final class Builder {

        private final List<Made> made = new ArrayList<>();
        private final List<ImportError> errors = new ArrayList<>();
        private int rows;
        private int rejected;

        void row() {
            rows++;
        }

        void add(NodeEntry node, Reading reading) {
            made.add(new Made(node, reading));
        }

        void reject() {
            rejected++;
        }

        void error(ImportError error) {
            errors.add(error);
        }

        Portion build() {
            return new Portion(rows, made, rejected, errors);
        }
    }
}
