package com.evaratech.bench.streams;

import com.evaratech.bench.report.Mark;
import com.evaratech.bench.report.Report;
import com.evaratech.bench.report.Samples;
import java.io.IOException;
import java.util.List;

/** Size of the encodings and time to write and read them, turn about on the same readings. */
final class EncodingBench {

    private static final int READINGS = 50_000;
    private static final int RUNS = 7;
    private static final int WARM_UP = 3;

    private final Report report;

    EncodingBench(Report report) {
        this.report = report;
    }

    void run() throws IOException {
        for (int batch : List.of(1, 10, 100)) {
            var workload = Workload.of(batch, READINGS);
            for (Encoding encoding : Encoding.values()) {
                measure(workload, encoding);
            }
        }
    }

    private void measure(Workload workload, Encoding encoding) throws IOException {
        double[] writing = new double[RUNS];
        double[] reading = new double[RUNS];
        long bytes = 0;
        for (int run = -WARM_UP; run < RUNS; run++) {
            long begun = System.nanoTime();
            List<byte[]> written = encoding.writeAll(workload.batches());
            long wrote = System.nanoTime();
            long read = encoding.readAll(written);
            long ended = System.nanoTime();
            if (read != workload.readings()) {
                throw new IllegalStateException(encoding + " reads " + read + " readings");
            }
            bytes = written.stream().mapToLong(each -> each.length).sum();
            if (run >= 0) {
                writing[run] = (wrote - begun) / (double) read;
                reading[run] = (ended - wrote) / (double) read;
            }
        }
        String name = "encoding.%s.batch-%d".formatted(encoding.label(), workload.batch());
        report.add(Mark.told(name + ".size", bytes / (double) workload.readings(), "B/reading"));
        report.add(Mark.told(name + ".write", Samples.median(writing), "ns/reading"));
        report.add(Mark.told(name + ".read", Samples.median(reading), "ns/reading"));
    }
}
