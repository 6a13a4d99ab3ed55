/** What reports: registering and listing the tanks, flow meters and wells of a community. */
@NullMarked
package com.evaratech.node.nodes;

import org.jspecify.annotations.NullMarked;
