/** The bodies that the API's document shows, to be sent as they stand. */
@NullMarked
package com.evaratech.local.testing.example;

import org.jspecify.annotations.NullMarked;
