package com.evaratech.common.config;

import java.util.List;
import java.util.stream.Collectors;

/** The environment holds at least one {@link Mistake}; nothing has been opened or changed yet. */
public final class EnvironmentRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Mistake> mistakes;

    EnvironmentRefused(List<Mistake> mistakes) {
        super(mistakes.stream().map(Mistake::line).collect(Collectors.joining("; ")));
        this.mistakes = List.copyOf(mistakes);
    }

    /** All of them, so that one look mends the whole environment. */
    public List<Mistake> mistakes() {
        return mistakes;
    }
}
