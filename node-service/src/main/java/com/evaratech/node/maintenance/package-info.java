/** When work is done on a node or a community, so that nobody is called for what it causes. */
@NullMarked
package com.evaratech.node.maintenance;

import org.jspecify.annotations.NullMarked;
