package com.evaratech.telemetry.ingest;

import com.evaratech.common.problem.FieldError;
import com.evaratech.common.problem.InvalidRequest;
import com.evaratech.common.problem.ProblemException;
import com.evaratech.common.reading.NodeReadings;
import com.evaratech.telemetry.ingest.Answer.Refused;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes readings line by line, portion after portion while they come: what was accepted stays so,
 * whatever becomes of the lines behind it.
 */
@Singleton
class LineIngestion {

    /** What is behind it is left for another request. */
    static final int MOST_LINES = 50_000;

    private static final String TOO_MANY = "too_many_lines";

    // An answer tells what is wrong, and is not to be larger than what was sent.
    private static final int MOST_EXPLAINED = 1_000;

    private final Ingestion ingestion;

    LineIngestion(Ingestion ingestion) {
        this.ingestion = ingestion;
    }

    /**
     * Takes all of a body.
     *
     * @throws InvalidRequest when there is no line in it
     * @throws ProblemException when it cannot be read from its first line on
     * @throws IOException when it breaks off before anything was read of it
     */
    Answer take(Sender sender, InputStream body) throws IOException {
        var course = new Course(sender);
        try {
            var lines = new SentLines(body);
            for (SentItem item = lines.next(); item != null; item = lines.next()) {
                if (course.count == MOST_LINES) {
                    course.leave(body);
                    return course.answer();
                }
                course.add(item);
            }
        } catch (IOException brokeOff) {
            course.breakOff(SentBody.brokenOff());
        } catch (ProblemException problem) {
            course.breakOff(problem);
        }
        if (course.count == 0) {
            throw new InvalidRequest(FieldError.missing("body", "lines, each with a reading"));
        }
        return course.answer();
    }

    /** How far one body has come. */
    private final class Course {

        private final Sender sender;
        private final List<SentItem> waiting = new ArrayList<>();
        private final List<ItemResult> results = new ArrayList<>();
        private @Nullable Refused refused;
        private int count;
        private int explained;

        Course(Sender sender) {
            this.sender = sender;
        }

        void add(SentItem item) {
            waiting.add(item);
            count++;
            if (waiting.size() == NodeReadings.MOST) {
                flush();
            }
        }

        /** Tells that the body went wrong behind what was read of it. */
        void breakOff(ProblemException problem) {
            if (count == 0) {
                throw problem;
            }
            add(SentItem.unreadable("", problem.detail()));
        }

        /**
         * Tells that more lines are left, and lets them come so that the connection stays usable.
         */
        void leave(InputStream body) {
            flush();
            results.add(ItemResult.retry(count, TOO_MANY));
            try {
                var _ = body.transferTo(OutputStream.nullOutputStream());
            } catch (IOException | ProblemException wentWrong) {
                // Nobody asks what of: all of them are to be sent again.
            }
        }

        Answer answer() {
            flush();
            return new Answer(new Results(results), refused);
        }

        private void flush() {
            if (waiting.isEmpty()) {
                return;
            }
            Answer answer = ingestion.take(sender, waiting, count - waiting.size());
            answer.results().results().forEach(this::note);
            if (answer.refused() != null) {
                refused = answer.refused();
            }
            waiting.clear();
        }

        private void note(ItemResult result) {
            boolean isExplained = result.errors().isEmpty() || ++explained <= MOST_EXPLAINED;
            results.add(isExplained ? result : result.brief());
        }
    }
}
