@NullMarked
package com.evaratech.node.calibrations;

import org.jspecify.annotations.NullMarked;
