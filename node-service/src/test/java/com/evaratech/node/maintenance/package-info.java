@NullMarked
package com.evaratech.node.maintenance;

import org.jspecify.annotations.NullMarked;
