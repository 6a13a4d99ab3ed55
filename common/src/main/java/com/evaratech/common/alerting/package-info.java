/**
 * What alert-service tells the others: an event for each alert that opens or is resolved, and the
 * stream in which it does.
 */
@NullMarked
package com.evaratech.common.alerting;

import org.jspecify.annotations.NullMarked;
