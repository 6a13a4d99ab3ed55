/** How the readings of a node are corrected, and from when until when. */
@NullMarked
package com.evaratech.node.calibrations;

import org.jspecify.annotations.NullMarked;
