package com.evaratech.telemetry.ingest;

import com.evaratech.common.problem.FieldError;
import com.evaratech.common.reading.normalise.RejectReason;
import com.evaratech.common.reading.normalise.Rejection;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What became of one reading of a request.
 *
 * @param index its place in the request, from 0
 * @param status what became of it
 * @param reason why it was rejected, or has to be sent again
 * @param errors values that were left out of an accepted reading, or all that is wrong with a
 *     rejected one
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ItemResult(
        int index, ItemStatus status, @Nullable String reason, List<FieldError> errors) {

    /** What can become of a reading. */
    @RegisterForReflection
    public enum ItemStatus {
        /** It will be stored, whatever dies. */
        ACCEPTED,
        /** Sending it again is of no use. */
        REJECTED,
        /** It was not taken now; sending it again is safe. */
        RETRY;

        /** Its name in answers. */
        @JsonValue
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public ItemResult {
        errors = List.copyOf(errors);
    }

    static ItemResult accepted(int index, List<Rejection> leftOut) {
        return new ItemResult(index, ItemStatus.ACCEPTED, null, errors(leftOut));
    }

    static ItemResult rejected(int index, List<Rejection> rejections) {
        return new ItemResult(
                index,
                ItemStatus.REJECTED,
                rejections.getFirst().reason().code(),
                errors(rejections));
    }

    static ItemResult rejected(
            int index, RejectReason reason, String field, String value, String allowed) {
        return rejected(index, List.of(new Rejection(reason, field, value, allowed)));
    }

    /** One that was not taken now. */
    static ItemResult retry(int index, String why) {
        return new ItemResult(index, ItemStatus.RETRY, why, List.of());
    }

    /** The same without what was at fault in it. */
    ItemResult brief() {
        return errors.isEmpty() ? this : new ItemResult(index, status, reason, List.of());
    }

    ItemResult toBeSentAgain(String why) {
        return new ItemResult(index, ItemStatus.RETRY, why, errors);
    }

    private static List<FieldError> errors(List<Rejection> rejections) {
        return rejections.stream()
                .map(each -> FieldError.of(each.field(), each.value(), each.allowed()))
                .toList();
    }
}
