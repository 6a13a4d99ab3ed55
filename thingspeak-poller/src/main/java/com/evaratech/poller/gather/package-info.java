/** One round trip for what many polls want of the database at the same moment. */
@NullMarked
package com.evaratech.poller.gather;

import org.jspecify.annotations.NullMarked;
