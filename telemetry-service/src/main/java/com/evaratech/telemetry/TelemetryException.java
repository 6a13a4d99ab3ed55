package com.evaratech.telemetry;

import com.evaratech.common.problem.FieldError;
import com.evaratech.common.problem.ProblemException;
import com.evaratech.common.problem.Status;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Every error of this service's own. What belongs to another tenant is answered as if it did not
 * exist, so that an id tells nobody anything.
 */
public abstract sealed class TelemetryException extends ProblemException {

    private static final long serialVersionUID = 1L;

    private TelemetryException(Status status, String code, String detail) {
        this(status, code, detail, List.of());
    }

    private TelemetryException(Status status, String code, String detail, List<FieldError> errors) {
        super(status, code, detail, errors);
    }

    /** No node of this id that the caller may see. */
    public static final class NodeNotFound extends TelemetryException {

        private static final long serialVersionUID = 1L;

        /** For the id that was asked for. */
        public NodeNotFound(UUID id) {
            super(Status.NOT_FOUND, "node_not_found", "There is no node " + id + ".");
        }
    }

    /** The node has no channel for devices. */
    public static final class ChannelNotFound extends TelemetryException {

        private static final long serialVersionUID = 1L;

        /** For the node. */
        public ChannelNotFound(UUID nodeId) {
            super(
                    Status.NOT_FOUND,
                    "device_channel_not_found",
                    "The node %s has no channel for devices.".formatted(nodeId));
        }
    }

    /** The node has a channel for devices. */
    public static final class ChannelExists extends TelemetryException {

        private static final long serialVersionUID = 1L;

        /** For the node. */
        public ChannelExists(UUID nodeId) {
            super(
                    Status.CONFLICT,
                    "device_channel_exists",
                    "The node %s has a channel for devices; its keys can be rotated."
                            .formatted(nodeId));
        }
    }

    /** No import of this id that the caller may see. */
    public static final class ImportNotFound extends TelemetryException {

        private static final long serialVersionUID = 1L;

        /** For the id that was asked for. */
        public ImportNotFound(UUID id) {
            super(Status.NOT_FOUND, "import_not_found", "There is no import " + id + ".");
        }
    }

    /** A part of a file that is not the one that comes next. */
    public static final class ImportMoved extends TelemetryException {

        private static final long serialVersionUID = 1L;

        /** For the import. */
        public ImportMoved(UUID id) {
            super(
                    Status.CONFLICT,
                    "import_moved",
                    "The import %s awaits another part, or none: its state and received tell."
                            .formatted(id));
        }
    }

    /** More imports at a time than a community may have. */
    public static final class TooManyImports extends TelemetryException {

        private static final long serialVersionUID = 1L;

        /** For as many as it may have. */
        public TooManyImports(int most) {
            super(
                    Status.CONFLICT,
                    "too_many_imports",
                    "The community has %d imports that are not finished.".formatted(most));
        }
    }

    /** The files of all imports together take what they may. */
    public static final class ImportsFull extends TelemetryException {

        private static final long serialVersionUID = 1L;

        // A file of 1 GiB is dealt with in hours, a common one in minutes.
        private static final Duration WAIT = Duration.ofMinutes(10);

        /** For what they may take. */
        public ImportsFull(long mostBytes) {
            super(
                    Status.SERVICE_UNAVAILABLE,
                    "imports_full",
                    ("The files of all imports take the %d bytes that are allowed. Go on with this one"
                                    + " after Retry-After seconds from what its `received` tells, as after"
                                    + " a part that broke off. Imports that nobody goes on with make room"
                                    + " when they are cancelled.")
                            .formatted(mostBytes));
        }

        @Override
        public Optional<Duration> retryAfter() {
            return Optional.of(WAIT);
        }
    }

    /** A body in a form that is not read. */
    public static final class UnsupportedBody extends TelemetryException {

        private static final long serialVersionUID = 1L;

        /** For the header that says so. */
        public UnsupportedBody(String header, String value, String allowed) {
            super(
                    Status.UNSUPPORTED_MEDIA_TYPE,
                    "unsupported_media_type",
                    "The body cannot be read in the form that %s tells.".formatted(header),
                    List.of(FieldError.of(header, value, allowed)));
        }
    }

    /** A body that is larger, once it is unpacked, than one may be. */
    public static final class BodyTooLarge extends TelemetryException {

        private static final long serialVersionUID = 1L;

        /** For the limit in bytes. */
        public BodyTooLarge(long limitBytes) {
            super(
                    Status.CONTENT_TOO_LARGE,
                    "body_too_large",
                    "The body has more than the %d bytes allowed, unpacked.".formatted(limitBytes));
        }
    }

    /** A device that sends more than one device may. */
    public static final class DeviceTooFast extends TelemetryException {

        private static final long serialVersionUID = 1L;

        private final transient Duration wait;

        /** For what it does too much of, and when it may go on. */
        public DeviceTooFast(String what, Duration wait) {
            super(
                    Status.TOO_MANY_REQUESTS,
                    "device_too_fast",
                    "This device key %s; it may go on after Retry-After seconds.".formatted(what));
            this.wait = wait;
        }

        @Override
        public Optional<Duration> retryAfter() {
            return Optional.of(wait);
        }
    }
}
