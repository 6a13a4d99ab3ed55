/** That no alert is lost, doubled or out of order, whatever becomes of those who judge and tell. */
@NullMarked
package com.evaratech.bench.alerts.faults;

import org.jspecify.annotations.NullMarked;
