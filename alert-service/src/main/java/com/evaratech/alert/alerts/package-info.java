/**
 * Alerts: how they open and end in the transaction of whoever judges, and who may see them. What
 * makes one open is not decided here.
 */
@NullMarked
package com.evaratech.alert.alerts;

import org.jspecify.annotations.NullMarked;
