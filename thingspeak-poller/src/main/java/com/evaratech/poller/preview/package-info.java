/** Shows a page of a node's channel as it is now, and what its mapping makes of it. */
@NullMarked
package com.evaratech.poller.preview;

import org.jspecify.annotations.NullMarked;
