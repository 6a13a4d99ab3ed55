/** Lists of which each service has a part, as one, newest first. */
@NullMarked
package com.evaratech.gateway.merge;

import org.jspecify.annotations.NullMarked;
