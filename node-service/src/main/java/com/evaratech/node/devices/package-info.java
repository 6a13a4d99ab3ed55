/** Which device a node has and had: replacing it keeps the node, its readings and its history. */
@NullMarked
package com.evaratech.node.devices;

import org.jspecify.annotations.NullMarked;
