/** Which water flows where: pipes between the nodes of a community, for the map. */
@NullMarked
package com.evaratech.node.pipelines;

import org.jspecify.annotations.NullMarked;
