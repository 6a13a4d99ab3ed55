/**
 * Publishing to a stream: accepted means that the bus has the entry on its disk, refused means that
 * the caller still has it and when to try again.
 */
@NullMarked
package com.evaratech.common.stream.publish;

import org.jspecify.annotations.NullMarked;
