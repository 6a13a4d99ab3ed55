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

    private AlertException(Status status, String code, String detail, List<FieldError> errors) {
        super(status, code, detail, errors);
    }

    /** No rule of this id that the caller may see. */
    public static final class RuleNotFound extends AlertException {

        private static final long serialVersionUID = 1L;

        /** For the id that was asked for. */
        public RuleNotFound(UUID id) {
            super(Status.NOT_FOUND, "rule_not_found", "There is no rule " + id + ".", List.of());
        }
    }

    /** No alert of this id that the caller may see. */
    public static final class AlertNotFound extends AlertException {

        private static final long serialVersionUID = 1L;

        /** For the id that was asked for. */
        public AlertNotFound(UUID id) {
            super(Status.NOT_FOUND, "alert_not_found", "There is no alert " + id + ".", List.of());
        }
    }

    /** An alert was to end that is over. */
    public static final class AlertNotOpen extends AlertException {

        private static final long serialVersionUID = 1L;

        /** For the alert that was to end. */
        public AlertNotOpen(UUID id) {
            super(
                    Status.CONFLICT,
                    "alert_not_open",
                    "The alert " + id + " is over already.",
                    List.of());
        }
    }

    /** No route of this id that the caller may see. */
    public static final class RouteNotFound extends AlertException {

        private static final long serialVersionUID = 1L;

        /** For the id that was asked for. */
        public RouteNotFound(UUID id) {
            super(Status.NOT_FOUND, "route_not_found", "There is no route " + id + ".", List.of());
        }
    }

    /** The caller has no channel of this id. */
    public static final class ChannelNotFound extends AlertException {

        private static final long serialVersionUID = 1L;

        /** For the id that was asked for. */
        public ChannelNotFound(UUID id) {
            this(id, List.of());
        }

        /** For the id that a field names. */
        public ChannelNotFound(String field, UUID id) {
            this(id, List.of(FieldError.of(field, id, "the id of a channel of your own")));
        }

        private ChannelNotFound(UUID id, List<FieldError> errors) {
            super(
                    Status.NOT_FOUND,
                    "notification_channel_not_found",
                    "You have no notification channel " + id + ".",
                    errors);
        }
    }

    /** The caller has no subscription of this id. */
    public static final class SubscriptionNotFound extends AlertException {

        private static final long serialVersionUID = 1L;

        /** For the id that was asked for. */
        public SubscriptionNotFound(UUID id) {
            super(
                    Status.NOT_FOUND,
                    "subscription_not_found",
                    "You have no subscription " + id + ".",
                    List.of());
        }
    }

    /** The caller was to have more of something than a person may. */
    public static final class TooMany extends AlertException {

        private static final long serialVersionUID = 1L;

        /** For things by their name, and how many of them are allowed. */
        public TooMany(String code, String what, int most) {
            super(
                    Status.CONFLICT,
                    "too_many_" + code,
                    "A person has at most %d %s; remove one first.".formatted(most, what),
                    List.of());
        }
    }

    /** A test was to be sent while another has not come to its end. */
    public static final class TestUnderWay extends AlertException {

        private static final long serialVersionUID = 1L;

        /** For the channel. */
        public TestUnderWay(UUID id) {
            super(
                    Status.CONFLICT,
                    "test_under_way",
                    "A test of the notification channel %s is under way, or was sent within a minute."
                            .formatted(id),
                    List.of());
        }
    }

    /** No delivery of this id that the caller may see. */
    public static final class DeliveryNotFound extends AlertException {

        private static final long serialVersionUID = 1L;

        /** For the id that was asked for. */
        public DeliveryNotFound(UUID id) {
            super(
                    Status.NOT_FOUND,
                    "delivery_not_found",
                    "There is no delivery " + id + ".",
                    List.of());
        }
    }

    /** A delivery was to be tried again that waits or has arrived. */
    public static final class DeliveryNotFailed extends AlertException {

        private static final long serialVersionUID = 1L;

        /** For the delivery and what it is. */
        public DeliveryNotFailed(UUID id, String state) {
            super(
                    Status.CONFLICT,
                    "delivery_not_failed",
                    "The delivery %s is %s: only one that failed is tried again."
                            .formatted(id, state),
                    List.of());
        }
    }

    /** No silence of this id that the caller may see. */
    public static final class SilenceNotFound extends AlertException {

        private static final long serialVersionUID = 1L;

        /** For the id that was asked for. */
        public SilenceNotFound(UUID id) {
            super(
                    Status.NOT_FOUND,
                    "silence_not_found",
                    "There is no silence " + id + ".",
                    List.of());
        }
    }

    /** A silence was to end that is over. */
    public static final class SilenceOver extends AlertException {

        private static final long serialVersionUID = 1L;

        /** For the silence that was to end. */
        public SilenceOver(UUID id) {
            super(
                    Status.CONFLICT,
                    "silence_over",
                    "The silence " + id + " is over already.",
                    List.of());
        }
    }

    /** A delivery was to be tried again whose receiver knows already what came after it. */
    public static final class DeliveryOvertaken extends AlertException {

        private static final long serialVersionUID = 1L;

        /** For the delivery that comes too late. */
        public DeliveryOvertaken(UUID id) {
            super(
                    Status.CONFLICT,
                    "delivery_overtaken",
                    "The receiver of the delivery %s was told already what came after it."
                            .formatted(id),
                    List.of());
        }
    }

    /** A rule was to belong to a community that the caller cannot see. */
    public static final class CommunityNotFound extends AlertException {

        private static final long serialVersionUID = 1L;

        /** For the community that the field names. */
        public CommunityNotFound(String field, UUID id) {
            super(
                    Status.NOT_FOUND,
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
                    Status.NOT_FOUND,
                    "node_not_found",
                    "There is no node " + id + ".",
                    List.of(FieldError.of(field, id, "the id of a node in your scope")));
        }
    }
}
