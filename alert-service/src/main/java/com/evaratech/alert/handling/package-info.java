/** What people do about alerts: acknowledge them, talk about them, end them. */
@NullMarked
package com.evaratech.alert.handling;

import org.jspecify.annotations.NullMarked;
