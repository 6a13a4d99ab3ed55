package com.evaratech.poller;

import com.evaratech.common.problem.ProblemException;
import com.evaratech.common.problem.Status;
import java.util.UUID;

/**
 * Every error of this service's own. What belongs to another tenant is answered as if it did not
 * exist, so that an id tells nobody anything.
 */
public abstract sealed class PollerException extends ProblemException {

    private static final long serialVersionUID = 1L;

    private PollerException(Status status, String code, String detail) {
        super(status, code, detail);
    }

    /** No node of this id that the caller may see. */
    public static final class NodeNotFound extends PollerException {

        private static final long serialVersionUID = 1L;

        /** For the node that was asked for. */
        public NodeNotFound(UUID nodeId) {
            super(Status.NOT_FOUND, "node_not_found", "There is no node %s.".formatted(nodeId));
        }
    }

    /** No node of this id that a channel feeds and the caller may see. */
    public static final class ChannelNotFound extends PollerException {

        private static final long serialVersionUID = 1L;

        /** For the node that was asked for. */
        public ChannelNotFound(UUID nodeId) {
            super(
                    Status.NOT_FOUND,
                    "channel_not_found",
                    "There is no node %s that a channel feeds.".formatted(nodeId));
        }
    }

    /** Nobody asked for the history of the node's channel, or the caller may not see the node. */
    public static final class NoImport extends PollerException {

        private static final long serialVersionUID = 1L;

        /** For the node that was asked for. */
        public NoImport(UUID nodeId) {
            super(
                    Status.NOT_FOUND,
                    "history_import_not_found",
                    "There is no import of the history of the channel of node %s."
                            .formatted(nodeId));
        }
    }
}
