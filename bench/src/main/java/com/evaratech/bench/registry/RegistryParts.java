package com.evaratech.bench.registry;

import com.evaratech.bench.parts.Parts;
import com.evaratech.bench.report.Report;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What is measured of the registry, one part after the other.
 *
 * @param wanted in the order of the parts
 */
public record RegistryParts(Set<Part> wanted) {

    /** A part. */
    public enum Part {
        /** How soon lists are answered. */
        LISTS,
        /** How soon nodes are counted. */
        COUNTS,
        /** How soon nobody else lets in whose access was taken away. */
        REVOCATIONS,
        /** How soon many nodes are imported. */
        IMPORTS,
        /** How soon a node that is silent is said to be. */
        SILENCE
    }

    public RegistryParts {
        wanted = EnumSet.copyOf(wanted);
    }

    /**
     * The part of that name, or all of them.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static RegistryParts of(Optional<String> name) {
        return new RegistryParts(Parts.of(Part.class, name, "the registry has"));
    }

    /** Measures, adding to the report. */
    public void run(Report report, boolean isShort, boolean isProfiled) throws Exception {
        Set<Part> asked = EnumSet.copyOf(wanted);
        boolean isSilence = asked.remove(Part.SILENCE);
        if (!asked.isEmpty()) {
            new RegistryBench(report, isShort).run(asked, isProfiled);
        }
        if (isSilence) {
            new SilenceBench(report, isShort).run(isProfiled);
        }
    }
}
