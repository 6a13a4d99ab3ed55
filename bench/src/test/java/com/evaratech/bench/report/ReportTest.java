package com.evaratech.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ReportTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    @Test
    void shouldPrintMarksAloneAsJson() throws Exception {
        var report = new Report(out, true);
        report.say("progress");
        report.add(Mark.atLeast("rate", 9, "1/s", 10));
        report.add(Mark.told("size", 3, "B"));

        assertThat(report.end()).isFalse();

        JsonNode marks = new ObjectMapper().readTree(text()).get("marks");
        assertThat(marks).hasSize(2);
        assertThat(marks.get(0).get("name").asText()).isEqualTo("rate");
        assertThat(marks.get(0).get("goal").asDouble()).isEqualTo(10);
        assertThat(marks.get(0).get("met").asBoolean()).isFalse();
        assertThat(marks.get(1).get("goal").isNull()).isTrue();
        assertThat(marks.get(1).get("met").asBoolean()).isTrue();
    }

    @Test
    void shouldPrintATableForPeople() {
        var report = new Report(out, false);
        report.say("progress");
        report.add(Mark.atMost("violations", 0, "", 0));
        report.add(Mark.atMost("recovery", 31, "s", 30));

        assertThat(report.end()).isFalse();

        assertThat(text()).contains("progress", "<= 0.00 met", "<= 30.00 NOT MET");
    }

    @Test
    void shouldTellPeopleWhatWasMeasuredBeforeAFailure() {
        var report = new Report(out, false);
        report.add(Mark.atMost("recovery", 29, "s", 30));

        report.endEarly();

        assertThat(text()).contains("<= 30.00 met", "ended early, by a failure");
    }

    @Test
    void shouldPrintNoJsonThatLooksWholeAfterAFailure() {
        var report = new Report(out, true);
        report.add(Mark.atMost("recovery", 29, "s", 30));

        report.endEarly();

        assertThat(text()).isEmpty();
    }

    @Test
    void shouldBeMetOnTheGoodSideOfTheGoalOnly() {
        assertThat(Mark.atLeast("x", 3, "", 3).met()).isTrue();
        assertThat(Mark.atLeast("x", 2.9, "", 3).met()).isFalse();
        assertThat(Mark.atMost("x", 3, "", 3).met()).isTrue();
        assertThat(Mark.atMost("x", 3.1, "", 3).met()).isFalse();
    }

    @Test
    void shouldTakeTheMedian() {
        assertThat(Samples.median(9, 1, 2)).isEqualTo(2);
        assertThat(Samples.median(4, 1, 2, 9)).isEqualTo(3);
    }

    private String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
