@NullMarked
package com.evaratech.node.stats;

import org.jspecify.annotations.NullMarked;
