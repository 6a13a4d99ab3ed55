package com.evaratech.bench.streams;

import com.evaratech.bench.report.Report;

/** To be measured. */
public final class StreamBench {
    public StreamBench(Report report, boolean isShort) {}

    public void run() {}
}
