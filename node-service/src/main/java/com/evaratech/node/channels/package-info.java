/** Which ThingSpeak channel is polled for a node, and what its fields mean. */
@NullMarked
package com.evaratech.node.channels;

import org.jspecify.annotations.NullMarked;
