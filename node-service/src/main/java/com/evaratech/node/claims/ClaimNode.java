package com.evaratech.node.claims;

import com.evaratech.node.nodes.RegisterNode;
import org.jspecify.annotations.Nullable;

/**
 * The wish to claim, as it came.
 *
 * @param node as it is to be registered, without its place
 */
record ClaimNode(@Nullable RegisterNode node) {}
