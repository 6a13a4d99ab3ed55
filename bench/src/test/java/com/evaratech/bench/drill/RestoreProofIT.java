package com.evaratech.bench.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.evaratech.bench.report.Report;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The drill in its short form: a lost table, then a lost machine. */
class RestoreProofIT {

    @Test
    void shouldRestoreToTheSecondAndToTheEnd() throws Exception {
        assumeThat(Scripts.missingTools()).as("tools of the backup scripts").isEmpty();
        var bytes = new ByteArrayOutputStream();
        var report = new Report(new PrintStream(bytes, true, StandardCharsets.UTF_8), false);

        new RestoreProof(report, RestoreProof.Length.SHORT).run();

        boolean met = report.end();
        assertThat(met).as(bytes.toString(StandardCharsets.UTF_8)).isTrue();
    }
}
