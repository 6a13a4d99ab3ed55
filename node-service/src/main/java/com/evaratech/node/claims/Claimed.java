package com.evaratech.node.claims;

import com.evaratech.node.keys.IssuedKey;
import com.evaratech.node.nodes.Node;

/** What a claim token was spent on: the node, and the first key of its device. */
record Claimed(Node node, IssuedKey deviceKey) {}
