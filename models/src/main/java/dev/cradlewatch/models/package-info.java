/**
 * What every model of the house shares: how it fails. The parts are in the packages below, which may use this one;
 * this one uses none of them.
 */
package dev.cradlewatch.models;
