@NullMarked
package com.evaratech.node.nodes;

import org.jspecify.annotations.NullMarked;
