/** What people keep for themselves: channels of their own, and which alerts go to which. */
@NullMarked
package com.evaratech.alert.people;

import org.jspecify.annotations.NullMarked;
