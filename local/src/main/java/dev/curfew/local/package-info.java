/**
 * The system on one machine: an AWS of its own on loopback, Curfew deployed to it, CloudTrail
 * played.
 */
@NullMarked
package dev.curfew.local;

import org.jspecify.annotations.NullMarked;
