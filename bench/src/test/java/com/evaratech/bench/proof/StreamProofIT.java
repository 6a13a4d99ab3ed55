package com.evaratech.bench.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.bench.report.Report;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The proof in its short form: every fault once, a dozen kills. */
class StreamProofIT {

    private static final long SEED = 7;

    @Test
    void shouldKeepEveryPromiseUnderEveryFault() throws Exception {
        var bytes = new ByteArrayOutputStream();
        var report = new Report(new PrintStream(bytes, true, StandardCharsets.UTF_8), false);

        new StreamProof(report, StreamProof.Length.SHORT, SEED).run();

        boolean met = report.end();
        assertThat(met).as(bytes.toString(StandardCharsets.UTF_8)).isTrue();
    }
}
