package com.evaratech.alert;

import com.evaratech.common.problem.FieldError;
import com.evaratech.common.problem.ProblemException;
import com.evaratech.common.problem.Status;
import java.util.List;
import java.util.UUID;

/**
 * Every error of this service's own. What belongs to another tenant is answered as if it did not
 * exist, so that an id tells nobody anything.
 */
public abstract sealed class AlertException extends ProblemException {

    private static final long serialVersionUID = 1L;

    private AlertException(String code, String detail, List<FieldError> errors) {
        super(Status.NOT_FOUND, code, detail, errors);
    }

    /** No rule of this id that the caller may see. */
    public static final class RuleNotFound extends AlertException {

        private static final long serialVersionUID = 1L;

        /** For the id that was asked for. */
        public RuleNotFound(UUID id) {
            super("rule_not_found", "There is no rule " + id + ".", List.of());
        }
    }

    /** No alert of this id that the caller may see. */
    public static final class AlertNotFound extends AlertException {

        private static final long serialVersionUID = 1L;

        /** For the id that was asked for. */
        public AlertNotFound(UUID id) {
            super("alert_not_found", "There is no alert " + id + ".", List.of());
        }
    }

    /** A rule was to belong to a community that the caller cannot see. */
    public static final class CommunityNotFound extends AlertException {

        private static final long serialVersionUID = 1L;

        /** For the community that the field names. */
        public CommunityNotFound(String field, UUID id) {
            super(
                    "community_not_found",
                    "There is no community " + id + ".",
                    List.of(FieldError.of(field, id, "the id of a community in your scope")));
        }
    }

    /** A rule was to be bound to a node that the caller cannot see. */
    public static final class NodeNotFound extends AlertException {

        private static final long serialVersionUID = 1L;

        /** For the node that the field names. */
        public NodeNotFound(String field, UUID id) {
            super(
                    "node_not_found",
                    "There is no node " + id + ".",
                    List.of(FieldError.of(field, id, "the id of a node in your scope")));
        }
    }
}
