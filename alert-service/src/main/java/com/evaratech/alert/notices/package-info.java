/**
 * What people are told on channels of their own: noted with each alert that opens or ends, for all
 * who subscribed and see it, and made into one message for each channel a moment later, of what
 * they see then.
 */
@NullMarked
package com.evaratech.alert.notices;

import org.jspecify.annotations.NullMarked;
