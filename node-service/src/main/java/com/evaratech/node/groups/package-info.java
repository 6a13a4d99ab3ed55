/**
 * Named sets of nodes of one community. Stands below the room of nodes, which shows and filters by
 * groups: who may be a member is asked of the table of nodes.
 */
@NullMarked
package com.evaratech.node.groups;

import org.jspecify.annotations.NullMarked;
