/** The end of a node: its alerts and rules are exported, handed out, and removed. */
@NullMarked
package com.evaratech.alert.deletion;

import org.jspecify.annotations.NullMarked;
