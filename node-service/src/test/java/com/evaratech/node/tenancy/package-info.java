@NullMarked
package com.evaratech.node.tenancy;

import org.jspecify.annotations.NullMarked;
