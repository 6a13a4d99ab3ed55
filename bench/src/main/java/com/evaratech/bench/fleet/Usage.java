package com.evaratech.bench.fleet;

import com.evaratech.bench.host.BenchServers;
import com.evaratech.bench.report.Mark;
import com.evaratech.bench.report.Report;
import com.evaratech.local.process.ProcessCost;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Processor time so far of everything that takes part, by name: the services, the servers they
 * stand on, and this bench, which is the devices.
 *
 * @param cpu by name, in a fixed order
 */
public record Usage(Map<String, Duration> cpu) {

    /** How the devices, which is this process, are called. */
    public static final String DEVICES = "devices";

    private static final double MILLION = 1e6;

    /** What was used up to now. */
    public static Usage now(Fleet fleet, BenchServers servers) throws IOException {
        var cpu = new LinkedHashMap<String, Duration>();
        for (var service : fleet.services().entrySet()) {
            cpu.put(service.getKey(), ProcessCost.cpu(service.getValue()));
        }
        cpu.put("postgresql", servers.postgresCpu());
        cpu.put("redis", servers.redisCpu());
        cpu.put(DEVICES, ProcessCost.cpu(ProcessHandle.current()));
        return new Usage(cpu);
    }

    /** What was used from an earlier moment to this one, in seconds. */
    public Map<String, Double> secondsSince(Usage earlier) {
        var seconds = new LinkedHashMap<String, Double>();
        cpu.forEach((name, total) -> {
            Duration before = earlier.cpu.getOrDefault(name, Duration.ZERO);
            seconds.put(name, total.minus(before).toMillis() / 1e3);
        });
        return seconds;
    }

    /** Adds to a report what a million readings cost, in seconds: by process, and in all. */
    public static void tell(
            Report report, String prefix, Map<String, Double> seconds, long readings) {
        double sum = 0;
        for (var each : seconds.entrySet()) {
            double perMillion = each.getValue() * MILLION / readings;
            sum += perMillion;
            report.add(Mark.told(prefix + ".cpu." + each.getKey(), perMillion, "s/million"));
        }
        report.add(Mark.told(prefix + ".cpu", sum, "s/million"));
    }
}
