package com.evaratech.alert.handling;

import com.evaratech.common.problem.InvalidRequest;
import com.evaratech.common.problem.RequestFields;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What somebody says about an alert, as it came.
 *
 * @param text 1 to {@value #LONGEST} characters; {@code null} for nothing
 */
@RegisterForReflection
record Remark(@Nullable String text) {

    static final int LONGEST = 2_000;

    /**
     * Of an act that needs no words.
     *
     * @throws InvalidRequest when there are words that cannot be kept
     */
    static Optional<String> optional(@Nullable Remark remark) {
        return remark == null || remark.text == null
                ? Optional.empty()
                : Optional.of(required(remark));
    }

    /**
     * Of a comment.
     *
     * @throws InvalidRequest when there are no words, or such as cannot be kept
     */
    static String required(@Nullable Remark remark) {
        var fields = new RequestFields();
        String words = fields.text("text", RequestFields.body(remark).text, LONGEST);
        fields.refuseIfAnyIsWrong();
        return words;
    }
}
