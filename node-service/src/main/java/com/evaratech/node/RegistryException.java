package com.evaratech.node;

import com.evaratech.common.access.Role;
import com.evaratech.common.problem.FieldError;
import com.evaratech.common.problem.ProblemException;
import com.evaratech.common.problem.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
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

        /**
         * Some of several that a request names.
         *
         * @param what the kind of thing in one word
         * @param unknown each of them where the request names it; at least one
         */
        public Unknown(String what, List<FieldError> unknown) {
            super(
                    Status.NOT_FOUND,
                    what + "_unknown",
                    "There is no %s %s.".formatted(what, unknown.getFirst().value()),
                    unknown);
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
         * @param plan its name
         * @param maxNodes what it allows
         */
        public PlanExhausted(Object customerId, @Nullable String plan, int maxNodes) {
            super(
                    Status.CONFLICT,
                    "plan_exhausted",
                    "The customer's plan '%s' allows %d nodes (max_nodes), and all are in use."
                            .formatted(plan, maxNodes),
                    List.of(
                            FieldError.of(
                                    "customer_id",
                                    customerId,
                                    "a customer with fewer than %d nodes".formatted(maxNodes))));
        }
    }

    /** A part of the tenancy tree cannot be removed: things would be left without their place. */
    public static final class TenantInUse extends RegistryException {

        private static final long serialVersionUID = 1L;

        /**
         * @param what the kind of tenant in one word, for instance {@code community}
         * @param id which one
         * @param belongings how many of what belong to it, for instance 3 nodes
         */
        public TenantInUse(String what, Object id, Map<String, Long> belongings) {
            super(
                    Status.CONFLICT,
                    what + "_in_use",
                    "To the %s belong %s; remove them first, or give them another place."
                            .formatted(what, listed(belongings)),
                    List.of(FieldError.of("id", id, "a %s that is empty".formatted(what))));
        }

        private static String listed(Map<String, Long> belongings) {
            return belongings.entrySet().stream()
                    .map(each -> each.getValue() + " " + each.getKey())
                    .collect(Collectors.joining(", "));
        }
    }

    /** Somebody would give, or take, more than they have themselves. */
    public static final class BeyondOwnRole extends RegistryException {

        private static final long serialVersionUID = 1L;

        /**
         * @param own the author's role
         * @param other the role it is about
         */
        public BeyondOwnRole(Role own, Role other) {
            super(
                    Status.FORBIDDEN,
                    "beyond_own_role",
                    "The role %s may neither give nor take the role %s.".formatted(own, other),
                    List.of(FieldError.of("role", other, "a role not above your own")));
        }
    }

    /** An invitation or a claim token that opens nothing any more. */
    public static final class Ended extends RegistryException {

        private static final long serialVersionUID = 1L;

        /**
         * @param what the kind of thing in one word, for instance {@code invitation}
         * @param reason why, for instance {@code expired}
         */
        public Ended(String what, String reason) {
            super(
                    Status.CONFLICT,
                    what + "_" + reason,
                    "This %s counts no more: it is %s. Ask for another one."
                            .formatted(what.replace('_', ' '), reason),
                    List.of());
        }
    }

    /** Who accepts an invitation has a role here already. */
    public static final class ProfileExists extends RegistryException {

        private static final long serialVersionUID = 1L;

        /**
         * @param subject whose it is
         */
        public ProfileExists(String subject) {
            super(
                    Status.CONFLICT,
                    "profile_exists",
                    "You have a profile here already; ask an administrator to change it.",
                    List.of(FieldError.of("subject", subject, "somebody without a profile")));
        }
    }

    /** Imports before this one take long. */
    public static final class ImportsWait extends RegistryException {

        private static final long serialVersionUID = 1L;

        private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

        public ImportsWait() {
            super(
                    Status.SERVICE_UNAVAILABLE,
                    "imports_wait",
                    "Other imports are under way; nothing of this one was registered.",
                    List.of());
        }

        @Override
        public Optional<Duration> retryAfter() {
            return Optional.of(RETRY_AFTER);
        }
    }

    /** Nodes of a tenant are deleted, but not all of them yet. */
    public static final class StillDeleting extends RegistryException {

        private static final long serialVersionUID = 1L;

        private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

        /**
         * @param what the kind of tenant in one word, for instance {@code community}
         */
        public StillDeleting(String what) {
            super(
                    Status.SERVICE_UNAVAILABLE,
                    "still_deleting",
                    "The %s has more nodes than one request deletes; the same request goes on."
                            .formatted(what),
                    List.of());
        }

        @Override
        public Optional<Duration> retryAfter() {
            return Optional.of(RETRY_AFTER);
        }
    }

    /** Only who was disabled before may be removed. */
    public static final class StillActive extends RegistryException {

        private static final long serialVersionUID = 1L;

        /**
         * @param subject whose profile it is
         */
        public StillActive(String subject) {
            super(
                    Status.CONFLICT,
                    "profile_active",
                    "This person may still act here; disable the profile first.",
                    List.of(FieldError.of("subject", subject, "somebody who is disabled")));
        }
    }

    /** As many keys of a node's device are live as may be. */
    public static final class TooManyKeys extends RegistryException {

        private static final long serialVersionUID = 1L;

        /**
         * @param nodeId whose keys they are
         * @param most how many may be live
         */
        public TooManyKeys(Object nodeId, int most) {
            super(
                    Status.CONFLICT,
                    "device_key_limit",
                    "The node's device has %d live keys, the most there may be; revoke one first."
                            .formatted(most),
                    List.of(
                            FieldError.of(
                                    "id",
                                    nodeId,
                                    "a node with fewer than %d live keys".formatted(most))));
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
}
