package com.evaratech.telemetry;

import com.evaratech.common.problem.ProblemException;
import com.evaratech.common.problem.Status;
import java.util.List;
import java.util.UUID;

/**
 * Every error of this service's own. What belongs to another tenant is answered as if it did not
 * exist, so that an id tells nobody anything.
 */
public abstract sealed class TelemetryException extends ProblemException {

    private static final long serialVersionUID = 1L;

    private TelemetryException(Status status, String code, String detail) {
        super(status, code, detail, List.of());
    }

    /** No node of this id that the caller may see. */
    public static final class NodeNotFound extends TelemetryException {

        private static final long serialVersionUID = 1L;

        /** For the id that was asked for. */
        public NodeNotFound(UUID id) {
            super(Status.NOT_FOUND, "node_not_found", "There is no node " + id + ".");
        }
    }
}
