/**
 * The IAM policy language: parse it, print it, evaluate it, and decide whether one policy contains
 * another.
 */
@NullMarked
package dev.curfew.policy;

import org.jspecify.annotations.NullMarked;
