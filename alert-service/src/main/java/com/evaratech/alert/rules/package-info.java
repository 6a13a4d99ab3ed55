/**
 * What shall raise an alert: the rules that people write, each bound to nodes of one community and
 * holding one condition. Checking, keeping and listing them is here; judging readings is not.
 */
@NullMarked
package com.evaratech.alert.rules;

import org.jspecify.annotations.NullMarked;
