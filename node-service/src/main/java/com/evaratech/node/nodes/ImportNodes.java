package com.evaratech.node.nodes;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The wish to register many nodes, as JSON. */
record ImportNodes(@Nullable List<@Nullable RegisterNode> nodes) {}
