@NullMarked
package com.evaratech.node.pipelines;

import org.jspecify.annotations.NullMarked;
