package com.evaratech.bench.streams;

import com.evaratech.bench.host.BenchServers;
import com.evaratech.local.process.ProcessCost;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;

/**
 * What one run of something took.
 *
 * @param seconds on the clock
 * @param cpuSeconds of processor time: this process, PostgreSQL and Redis together
 */
record Cost(double seconds, double cpuSeconds) {

    /** Something that is measured. */
    interface Work {
        void run() throws IOException, SQLException, InterruptedException;
    }

    /** Does it and says what it took. */
    static Cost of(BenchServers servers, Work work)
            throws IOException, SQLException, InterruptedException {
        Duration cpu = cpu(servers);
        long begun = System.nanoTime();
        work.run();
        double seconds = (System.nanoTime() - begun) / 1e9;
        return new Cost(seconds, cpu(servers).minus(cpu).toMillis() / 1e3);
    }

    private static Duration cpu(BenchServers servers) throws IOException {
        return ProcessCost.cpu(ProcessHandle.current())
                .plus(servers.postgresCpu())
                .plus(servers.redisCpu());
    }
}
