package com.evaratech.node.stats;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** What there is in a caller's scope. */
@RegisterForReflection
public record Stats(NodeCounts nodes) {}
