/**
 * Which role and which part of the tenancy tree go together, and who may give them to whom: nobody
 * more than they have themselves.
 */
@NullMarked
package com.evaratech.node.grants;

import org.jspecify.annotations.NullMarked;
