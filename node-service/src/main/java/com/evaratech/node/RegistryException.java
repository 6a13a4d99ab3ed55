package com.evaratech.node;

import com.evaratech.common.problem.FieldError;
import com.evaratech.common.problem.ProblemException;
import com.evaratech.common.problem.Status;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The errors of the registry: what a well-formed request may still run into. */
public abstract sealed class RegistryException extends ProblemException {

    private static final long serialVersionUID = 1L;

    private RegistryException(Status status, String code, String detail, List<FieldError> errors) {
        super(status, code, detail, errors);
    }

    /** Nothing of that id exists for this caller; another tenant's row is the same as none. */
    public static final class Unknown extends RegistryException {

        private static final long serialVersionUID = 1L;

        /**
         * @param what the kind of thing in one word, for instance {@code node}
         * @param id what was asked for
         */
        public Unknown(String what, Object id) {
            super(
                    Status.NOT_FOUND,
                    what + "_unknown",
                    "There is no %s %s.".formatted(what, id),
                    List.of());
        }
    }

    /** A value that has to be unique is in use already. */
    public static final class Taken extends RegistryException {

        private static final long serialVersionUID = 1L;

        /**
         * @param code names the rule, for instance {@code node_key_taken}
         * @param field the field and its value
         */
        public Taken(String code, String field, String value) {
            super(
                    Status.CONFLICT,
                    code,
                    "The %s %s is in use already.".formatted(field, value),
                    List.of(FieldError.of(field, value, "a value that is not in use")));
        }
    }

    /** The customer's plan has no room for another node. */
    public static final class PlanExhausted extends RegistryException {

        private static final long serialVersionUID = 1L;

        /**
         * @param customerId whose plan it is
         * @param maxNodes what it allows
         */
        public PlanExhausted(Object customerId, int maxNodes) {
            super(
                    Status.CONFLICT,
                    "plan_exhausted",
                    "The customer's plan allows %d nodes, and all are in use.".formatted(maxNodes),
                    List.of(
                            FieldError.of(
                                    "customer_id",
                                    customerId,
                                    "a customer with fewer than %d nodes".formatted(maxNodes))));
        }
    }

    /** The change would leave nobody who may give others a role. */
    public static final class LastSuperadmin extends RegistryException {

        private static final long serialVersionUID = 1L;

        /**
         * @param subject the last one's token subject
         */
        public LastSuperadmin(String subject) {
            super(
                    Status.CONFLICT,
                    "last_superadmin",
                    "This is the last active superadmin; make another one first.",
                    List.of(FieldError.of("subject", subject, "anybody but the last superadmin")));
        }
    }

    /** Another calibration of the metric counts for a part of the same time. */
    public static final class CalibrationsOverlap extends RegistryException {

        private static final long serialVersionUID = 1L;

        /** Names the other one and its span; {@code until} is null while it goes on. */
        public CalibrationsOverlap(Object other, Instant from, @Nullable Instant until) {
            super(
                    Status.CONFLICT,
                    "calibration_overlaps",
                    "Calibration %s of the same metric counts from %s until %s."
                            .formatted(other, from, until == null ? "further notice" : until),
                    List.of(
                            FieldError.of(
                                    "valid_until",
                                    other,
                                    "a span that no other calibration of the metric counts in")));
        }
    }

    /** There are as many of something as there may be. */
    public static final class TooMany extends RegistryException {

        private static final long serialVersionUID = 1L;

        /** Names them, for instance {@code calibrations}, and how many there may be. */
        public TooMany(String what, int most) {
            super(
                    Status.CONFLICT,
                    "too_many_" + what,
                    "There are %d %s, which is the most there may be; remove one first."
                            .formatted(most, what),
                    List.of());
        }
    }

    /** The node's device has a key, which would go on opening if another one were issued. */
    public static final class KeyIsLive extends RegistryException {

        private static final long serialVersionUID = 1L;

        /**
         * @param nodeId whose key it is
         */
        public KeyIsLive(Object nodeId) {
            super(
                    Status.CONFLICT,
                    "device_key_live",
                    "The node's device has a live key; revoke it first.",
                    List.of(FieldError.of("id", nodeId, "a node without a live key")));
        }
    }
}
