package com.evaratech.bench.alerts;

import com.evaratech.bench.alerts.dryrun.DryRunBench;
import com.evaratech.bench.alerts.evaluation.EvaluationBench;
import com.evaratech.bench.alerts.large.RecoveryBench;
import com.evaratech.bench.alerts.large.SilenceBench;
import com.evaratech.bench.alerts.offline.OfflineBench;
import com.evaratech.bench.alerts.speed.SpeedBench;
import com.evaratech.bench.fleet.ServiceForm;
import com.evaratech.bench.parts.Parts;
import com.evaratech.bench.report.Report;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What is measured of alerts, one part after the other.
 *
 * @param wanted in the order of the parts
 * @param recordings folder of labelled series
 */
public record AlertParts(Set<Part> wanted, Path recordings) {

    /** A part. */
    public enum Part {
        /** How well rules tell what people labelled. */
        ANOMALIES,
        /** How many rules a core evaluates. */
        EVALUATION,
        /** How soon a reading is an alert. */
        SPEED,
        /** How soon a large fleet is judged again after a crash. */
        RECOVERY,
        /** How soon silence is told. */
        SILENCE,
        /** The same from a device's last reading, through the whole fleet. */
        OFFLINE,
        /** How soon it is told what a rule would have told of a month. */
        DRYRUN
    }

    public AlertParts {
        wanted = EnumSet.copyOf(wanted);
    }

    /**
     * The part of that name, or all of them.
     *
     * @throws IllegalArgumentException when there is none, or its recordings are not there
     */
    public static AlertParts of(Optional<String> name, Path recordings) {
        Set<Part> wanted = Parts.of(Part.class, name, "alerts have");
        if (wanted.contains(Part.ANOMALIES) && !AlertBench.isFolder(recordings)) {
            throw new IllegalArgumentException(
                    "evara: no labelled series in %s: name a folder with --data"
                            .formatted(recordings));
        }
        return new AlertParts(wanted, recordings);
    }

    /**
     * Measures, adding to the report.
     *
     * @param form of the services
     */
    public void run(Report report, ServiceForm form, boolean isShort, boolean isProfiled)
            throws Exception {
        for (Part part : wanted) {
            if (part == Part.OFFLINE && isShort && wanted.size() > 1) {
                report.say("left out, since it takes five minutes: --part offline");
                continue;
            }
            switch (part) {
                case ANOMALIES -> new AlertBench(report).run(recordings);
                case EVALUATION -> new EvaluationBench(report, isShort).run(isProfiled);
                case SPEED -> new SpeedBench(report, isShort).run(form, isProfiled);
                case RECOVERY -> new RecoveryBench(report, isShort).run(form);
                case OFFLINE -> new OfflineBench(report).run(form);
                case SILENCE -> new SilenceBench(report, isShort).run(form, isProfiled);
                case DRYRUN -> new DryRunBench(report, isShort).run(form);
            }
        }
    }
}
