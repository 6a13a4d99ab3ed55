@NullMarked
package com.evaratech.node.groups;

import org.jspecify.annotations.NullMarked;
